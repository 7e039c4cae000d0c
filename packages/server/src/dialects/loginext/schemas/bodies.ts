/** Bodies of requests as the OpenAPI document shows them: the tables, with the lists inside their elements. */
import { Type, type TSchema } from 'typebox';
import { deliveryMedium, language, shift } from './delivery-medium.ts';
import { driverAddress, driverLanguage, driverShift, driverUpdate, newDriver } from './driver.ts';
import { describeFields } from './fields.ts';
import { geocodeAddress } from './geocode.ts';
import { fixedPickup, variablePickup } from './ondemand.ts';
import {
  bothOrder,
  crate,
  crateUpdate,
  deliverCrate,
  deliverOrder,
  lineItem,
  orderUpdate,
  pickupOrder,
} from './order.ts';
import { orderOutcome, statusUpdate } from './status-update.ts';
import { tripStop } from './trip-stop.ts';
import { device, newVehicle, vehicleUpdate } from './vehicle.ts';

const Reference = Type.String({ description: 'Reference id: 32 hexadecimal digits' });

/** A list of reference ids. */
export const References = Type.Array(Reference);

const items = { shipmentlineitems: Type.Array(describeFields(lineItem)) };
const crates = Type.Array(describeFields(crate, items));

export const NewOrders = ListOf(
  describeFields(deliverOrder, { shipmentCrateMappings: Type.Array(describeFields(deliverCrate, items)) }),
  describeFields(pickupOrder, { shipmentCrateMappings: crates }),
  describeFields(bothOrder, { shipmentCrateMappings: crates }),
);

export const OrderUpdates = ListOf(describeFields(orderUpdate));

export const CrateUpdate = ListOf(describeFields(crateUpdate, { shipmentCrates: crates }));

export const StatusUpdate = describeFields(statusUpdate, { orderDetails: Type.Array(describeFields(orderOutcome)) });

/** `["id"]` or `{"tripReferenceIds": ["id"]}`. */
export const TripStarts = Type.Union([References, Type.Object({ tripReferenceIds: References })]);

export const TripStops = ListOf(
  describeFields(tripStop, { notDispatchedOrders: References, deliveredOrders: References }),
);

export const NewDeliveryMedia = ListOf(
  describeFields(deliveryMedium, {
    deliveryMediumMapList: Type.Array(describeFields(language)),
    shiftList: Type.Array(describeFields(shift)),
  }),
);

export const NewOnDemandOrders = ListOf(describeFields(fixedPickup), describeFields(variablePickup));

export const GeocodeQuery = ListOf(describeFields(geocodeAddress));

const deviceId = describeFields(device);

export const NewVehicles = ListOf(describeFields(newVehicle, { deviceId }));

export const VehicleUpdates = ListOf(describeFields(vehicleUpdate, { deviceId }));

const driverLists = {
  languageList: Type.Array(describeFields(driverLanguage)),
  addressList: Type.Array(describeFields(driverAddress)),
  shiftList: Type.Array(describeFields(driverShift)),
};

export const NewDrivers = ListOf(describeFields(newDriver, driverLists));

export const DriverUpdates = ListOf(describeFields(driverUpdate, driverLists));

/** A list of elements, or one element alone. */
export function ListOf(...variants: readonly TSchema[]): TSchema {
  const element = variants.length === 1 && variants[0] ? variants[0] : Type.Union([...variants]);
  return Type.Union([Type.Array(element), element]);
}
