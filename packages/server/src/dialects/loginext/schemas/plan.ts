/** Route Planning: a place to start from, vehicles, shipments. */
import { Type } from 'typebox';
import { describeFields, mandatory as M, optional as O, type Fields } from './fields.ts';

export const planRequest = {
  routeName: M('text', 150),
  startLocation: M('any'),
  vehicles: M('any'),
  shipments: M('any'),
} as const satisfies Fields;

export const location = { latitude: M('latitude'), longitude: M('longitude') } as const satisfies Fields;

export const planVehicle = {
  name: M('text', 255),
  capacity: O('any'),
  type: O('texts'),
} as const satisfies Fields;

export const capacity = { units: O('integer'), weight: O('kg'), volume: O('cc') } as const satisfies Fields;

/** `shipmentType` is in the sample only. */
export const planShipment = {
  name: M('text', 100),
  location: M('any'),
  start: M('date'),
  end: M('date'),
  serviceTime: O('minutes'),
  weight: O('kg'),
  volume: O('cc'),
  type: M('texts'),
  shipmentType: O('text', 20),
} as const satisfies Fields;

const place = describeFields(location);

export const PlanRequest = describeFields(planRequest, {
  startLocation: place,
  vehicles: Type.Array(describeFields(planVehicle, { capacity: describeFields(capacity) })),
  shipments: Type.Array(describeFields(planShipment, { location: place })),
});
