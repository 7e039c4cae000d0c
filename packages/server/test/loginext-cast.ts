/** Makes what LogiNext's samples speak of: orders and delivery media by its API, trips and what couriers do by the core. */
import assert from 'node:assert/strict';
import { actAtStop, type StopAction } from '../src/use-cases/trip/act-at-stop.ts';
import { createTrip } from '../src/use-cases/trip/create-trip.ts';
import type { TripView } from '../src/use-cases/trip/read-trips.ts';
import { fixture } from './fixture.ts';
import type { LogiNextClient, LogiNextHouse } from './loginext-house.ts';

export type Fields = Record<string, unknown>;
/** The first element of a sample. */
export const sampleOf = (name: string): Fields => (fixture('loginext', name) as Fields[])[0] ?? {};
/** Where the document's couriers stand. */
export const here = { lat: 19.1118589, lng: 72.9095639 };
const uuidOf = (reference: string) => reference.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

export interface TripPart {
  /** Reference ids. */
  readonly orders: readonly string[];
  readonly name?: string;
  readonly driverName?: string;
  readonly trackerCode?: string;
  /** What differs from the document's delivery medium. */
  readonly medium?: Fields;
}

export interface Cast {
  /** @returns the reference id. */
  readonly order: (sample: 'delivery' | 'pickup' | 'pickup-and-delivery', change?: Fields) => Promise<string>;
  /** @returns the reference id. */
  readonly medium: (change?: Fields) => Promise<string>;
  readonly trip: (part: TripPart) => Promise<TripView>;
  readonly act: (trip: TripView, action: StopAction, stop?: number) => Promise<unknown>;
}

export function castOf(house: Pick<LogiNextHouse, 'deps'>, partner: LogiNextClient): Cast {
  const { identity } = partner.tenant;
  let count = 0;

  async function medium(change: Fields = {}): Promise<string> {
    count += 1;
    const own = { employeeId: `E${count}`, userName: `${identity.account.id}-${count}`, imei: `35${count}` };
    const sample = { ...sampleOf('create-delivery-medium.request'), ...own, vehicleNumber: `V-${count}`, ...change };
    const { body } = await partner.call('POST', '/DeliveryMediumApp/mile/v1/create', [sample]);
    return (body as { data: string[] }).data[0] ?? assert.fail(JSON.stringify(body));
  }

  return {
    medium,
    async order(sample, change = {}) {
      count += 1;
      const order = { ...sampleOf(`create-${sample}-order.request`), orderNo: `Order-${count}`, ...change };
      const { body } = await partner.call('POST', '/ShipmentApp/mile/v1/create', [order]);
      return (body as { referenceId: string[] }).referenceId[0] ?? assert.fail(JSON.stringify(body));
    },
    async trip({ orders, name = null, driverName = null, trackerCode = null, medium: change = {} }) {
      return createTrip(house.deps, identity, {
        name,
        courierId: uuidOf(await medium(change)),
        vehicleId: null,
        driverName,
        trackerCode,
        setOff: null,
        deliveryIds: orders.map(uuidOf),
      });
    },
    act: (trip, action, stop = 0) =>
      actAtStop(house.deps, identity.caller, trip.stops[stop]?.id ?? '', action, {
        at: house.deps.now(),
        position: here,
      }),
  };
}
