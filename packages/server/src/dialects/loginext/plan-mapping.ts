/** From LogiNext's route planning to a problem of ours, and the core's refusals back to its fields. */
import { setImmediate } from 'node:timers/promises';
import { DomainError } from '../../domain/errors.ts';
import type { LatLng } from '../../domain/geo.ts';
import type { ProblemRequest, ProblemShipment, ProblemVehicle } from '../../domain/plan/plan.ts';
import { ElementRefused } from './errors.ts';
import { noCurrency, readFields, type ElementFault, type Fields, type Values } from './schemas/fields.ts';
import { capacity, location, planRequest, planShipment, planVehicle } from './schemas/plan.ts';

/** Elements that are read before others get their turn: thousands take a tenth of a second. */
const atOnce = 200;
/** Faults that an answer names: whoever has more of them has a fault of another kind. */
const mostFaults = 100;

const legs = { DELIVER: 'dropoff', PICKUP: 'pickup' } as const;
type ShipmentType = keyof typeof legs;

/** @throws ElementRefused that names every faulty field, a hundred at most */
export async function toProblem(body: unknown): Promise<{ readonly name: string; readonly request: ProblemRequest }> {
  const { values, faults: read } = readFields(body, planRequest);
  const faults = [...read];
  const start = placeIn(values.startLocation, 'startLocation', faults);
  const vehicles = await eachIn(values.vehicles, 'vehicles', planVehicle, faults, toVehicle);
  const shipments = await eachIn(values.shipments, 'shipments', planShipment, faults, toShipment);
  if (faults.length > 0 || values.routeName === undefined || !start) throw refused(faults);
  return { name: values.routeName, request: { kind: 'problem', start, vehicles, shipments } };
}

/**
 * How many there may be is the core's to say. What cannot be read is left out, and there are faults instead.
 * @param faults takes what is wrong with the list and with each of its members
 */
async function eachIn<F extends Fields, T>(
  sent: unknown,
  key: string,
  fields: F,
  faults: ElementFault[],
  make: (values: Values<F>, key: string, faults: ElementFault[]) => T | null,
): Promise<readonly T[]> {
  if (sent === undefined) return [];
  if (!Array.isArray(sent)) {
    faults.push({ key, message: ['A list is expected.'] });
    return [];
  }
  const made: T[] = [];
  // what a list of JSON holds is unknown
  for (const [index, one] of (sent as readonly unknown[]).entries()) {
    if (index % atOnce === atOnce - 1) await setImmediate();
    const path = `${key}[${index}]`;
    const { values, faults: read } = readFields(one, fields, noCurrency, `${path}.`);
    faults.push(...read);
    const whole = make(values, path, faults);
    if (whole !== null) made.push(whole);
    if (faults.length >= mostFaults) break;
  }
  return made;
}

/** The core's faults at the fields of the document. Whatever else was thrown stays as it is. */
export function inWordsOfDocument(error: unknown): unknown {
  if (!(error instanceof DomainError) || error.code !== 'invalid_input') return error;
  return refused(
    error.faults.map(({ path, message }) => ({ key: path.replace('.slot.until', '.end'), message: [message] })),
  );
}

function refused(faults: readonly ElementFault[]): ElementRefused {
  return new ElementRefused(400, faults.slice(0, mostFaults));
}

/** 0 is no limit, as in Create Delivery Medium; so is an empty list of types. */
function toVehicle({ name, type, ...sent }: Values<typeof planVehicle>, key: string, faults: ElementFault[]) {
  const fits = objectIn(sent.capacity, `${key}.capacity`, capacity, faults);
  if (name === undefined) return null;
  const types = type?.filter((word) => word !== '') ?? [];
  const vehicle: ProblemVehicle = {
    name,
    units: fits.units || null,
    weightGrams: fits.weight || null,
    volumeMm3: fits.volume || null,
    types: types.length > 0 ? types : null,
  };
  return vehicle;
}

function toShipment(sent: Values<typeof planShipment>, key: string, faults: ElementFault[]): ProblemShipment | null {
  const position = placeIn(sent.location, `${key}.location`, faults);
  const word = sent.shipmentType?.toUpperCase() ?? 'DELIVER';
  if (!isShipmentType(word)) {
    faults.push({ key: `${key}.shipmentType`, message: ['Shipment type is invalid'] });
    return null;
  }
  const { name, start, end, type } = sent;
  if (!position || name === undefined || !start || !end || !type) return null;
  return {
    name,
    position,
    slot: { from: start.toISOString(), until: end.toISOString() },
    serviceMinutes: sent.serviceTime ?? 0,
    weightGrams: sent.weight ?? 0,
    volumeMm3: sent.volume ?? 0,
    types: type.filter((one) => one !== ''),
    leg: legs[word],
  };
}

const isShipmentType = (word: string): word is ShipmentType => Object.hasOwn(legs, word);

function placeIn(sent: unknown, key: string, faults: ElementFault[]): LatLng | null {
  const { latitude: lat, longitude: lng } = objectIn(sent, key, location, faults);
  return lat === undefined || lng === undefined ? null : { lat, lng };
}

/** Nothing where nothing was sent: whether it had to be is the business of the table around it. */
function objectIn<F extends Fields>(sent: unknown, key: string, fields: F, faults: ElementFault[]): Values<F> {
  if (sent === undefined) return {};
  const { values, faults: read } = readFields(sent, fields, noCurrency, `${key}.`);
  faults.push(...read);
  return values;
}
