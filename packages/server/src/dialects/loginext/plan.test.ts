/** Route Planning over HTTP: the document's sample, its webhook, and what is refused. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { fixture } from '../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { listenFor, startPlanning, type Listener } from '../../../test/planning.ts';
import { until } from '../../../test/webhook-house.ts';
import { mostShipments } from '../../domain/plan/plan.ts';
import { tell } from './events.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
let listener: Listener;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
  partner = await house.client();
  const events = ['ROUTE_PLANNING', 'ROUTE_PLANNING_API'];
  const t = { after: (close: () => unknown) => void closing.push(close) };
  listener = await listenFor(t, house.deps, partner.tenant, 'loginext', events);
  startPlanning(t, house.deps);
});
const closing: (() => unknown)[] = [];
after(async () => {
  for (const close of closing.toReversed()) await close();
  await house.close();
});

const path = '/TripApp/deliveryplanner/v1/plan';
type Fields = Record<string, unknown>;
const sample = fixture('loginext', 'plan.request') as Fields & { vehicles: Fields[]; shipments: Fields[] };
const [vehicle = {}] = sample.vehicles;
const [shipment = {}] = sample.shipments;

const plan = (change: Fields) => partner.call('POST', path, { ...sample, ...change });
const countPlans = async () =>
  (await sql<{ n: number }>`select count(*)::int as n from route_plan`.execute(house.database.db)).rows[0]?.n;

/** What is told of a request that must be taken. */
async function told(change: Fields): Promise<unknown> {
  const before = listener.bodies().length;
  const answer = await plan(change);
  assert.deepEqual([answer.status, answer.body], [200, fixture('loginext', 'plan.response')]);
  await until(() => listener.bodies().length > before, 20_000);
  return listener.bodies()[before];
}

/** On the equator, so many seconds of driving east of where all begins. */
const east = (seconds: number) => ({
  latitude: 0,
  longitude: ((seconds * (25 / 3.6)) / 1.3 / (6_371_008.8 * Math.PI)) * 180,
});

describe('Route Planning', () => {
  it('answers the sample as the document does, and plans it [LX37]', async () => {
    const body = (await told({})) as { data: { routes: Fields[] } };
    assert.deepEqual(body, {
      status: 200,
      message: null,
      data: {
        routeName: 'fas',
        routes: [
          {
            vehicle: 'cc',
            shipments: [
              { name: 's1', start: '2017-10-27T16:00:00Z', end: '2017-10-27T18:00:00Z', shipmentType: 'DELIVER' },
            ],
            start: '2017-10-27T15:56:00Z',
            end: '2017-10-27T16:14:00Z',
          },
        ],
        unassigned: [],
      },
      hasError: false,
    });
  });

  it('tells the result in the words and with the times of the document’s sample [WH14]', async () => {
    const one = (name: string, seconds: number, change: Fields = {}) => ({
      ...shipment,
      name,
      location: east(seconds),
      serviceTime: 9,
      ...change,
    });
    const body = await told({
      routeName: 'TEST_ROUTE',
      startLocation: east(0),
      // room for one at a time: what is delivered makes way for what is picked up
      vehicles: [{ ...vehicle, capacity: { units: 1 } }],
      shipments: [
        one('Shipment 1', 47),
        one('Shipment 2', 60, { shipmentType: 'PICKUP' }),
        ...[3, 4, 5].map((number) => one(`Shipment ${number}`, 10, { type: ['a', 'cold'] })),
      ],
    });
    assert.deepEqual(body, fixture('loginext', 'webhook-route-planning-api'));
  });

  it('keeps capacities, types and windows, and takes 0 and nothing as no limit [LX37]', async () => {
    const { type: _, ...typeless } = vehicle;
    const assigned = async (change: Fields, vehicles: Fields[] = [vehicle]) => {
      const shipments = ['s1', 's2'].map((name) => ({ ...shipment, name, ...change }));
      const { data } = (await told({ vehicles, shipments })) as { data: { routes: unknown[]; unassigned: string[] } };
      return 2 - data.unassigned.length;
    };
    assert.equal(await assigned({ weight: 60 }), 1, 'weight');
    assert.equal(await assigned({ volume: 60 }), 1, 'volume');
    assert.equal(await assigned({}, [{ ...vehicle, capacity: { units: 1 } }]), 1, 'units');
    assert.equal(await assigned({ weight: 60 }, [{ ...vehicle, capacity: { weight: 0 } }]), 2, 'zero');
    assert.equal(await assigned({ type: ['a'] }, [{ ...vehicle, type: ['b'] }]), 0, 'types');
    assert.equal(await assigned({ type: ['a', 'b'] }, [typeless]), 2, 'a vehicle without types');
    assert.equal(await assigned({ serviceTime: 90, end: '2017-10-27T16:30:00Z' }), 1, 'windows');
  });

  it('names every faulty field by its path, and keeps nothing [LX37]', async () => {
    const count = await countPlans();
    const later = { ...shipment, end: '2017-10-27T15:00:00Z' };
    const cases: [Fields, [key: string, message: string][]][] = [
      [{ routeName: '' }, [['routeName', 'Route name is mandatory.']]],
      [{ startLocation: {} }, [['startLocation.latitude', 'Latitude is mandatory.'], ['startLocation.longitude', 'Longitude is mandatory.']]],
      [{ startLocation: { latitude: 91, longitude: 0 } }, [['startLocation.latitude', 'Latitude is invalid']]],
      [{ vehicles: undefined }, [['vehicles', 'Vehicles is mandatory.']]],
      [{ vehicles: [] }, [['vehicles', 'At least one of the vehicles is needed.']]],
      [{ vehicles: [{}] }, [['vehicles[0].name', 'Name is mandatory.']]],
      [{ vehicles: [{ ...vehicle, capacity: { weight: -1 } }] }, [['vehicles[0].capacity.weight', 'Weight is invalid']]],
      [{ vehicles: [vehicle, vehicle] }, [['vehicles[1].name', 'There is another vehicle cc.']]],
      [{ shipments: [] }, [['shipments', 'At least one of the shipments is needed.']]],
      [{ shipments: 'all' }, [['shipments', 'A list is expected.']]],
      [{ shipments: [shipment, shipment] }, [['shipments[1].name', 'There is another shipment s1.']]],
      [{ shipments: [later] }, [['shipments[0].end', 'The end must be later than the start.']]],
      [{ shipments: [{ ...shipment, start: 'soon' }] }, [['shipments[0].start', 'Start is invalid']]],
      [{ shipments: [{ ...shipment, location: { latitude: 1 } }] }, [['shipments[0].location.longitude', 'Longitude is mandatory.']]],
      [{ shipments: [{ ...shipment, type: undefined }] }, [['shipments[0].type', 'Type is mandatory.']]],
      [{ shipments: [{ ...shipment, shipmentType: 'BOTH' }] }, [['shipments[0].shipmentType', 'Shipment type is invalid']]],
    ]; // prettier-ignore
    for (const [change, faults] of cases) {
      const { status, body } = await plan(change);
      assert.deepEqual([status, body], [400, {
        status: 400,
        message: faults[0]?.[1],
        data: null,
        error: { '0': faults.map(([key, message]) => ({ key, message: [message] })) },
        hasError: true,
      }]); // prettier-ignore
    }
    assert.equal(await countPlans(), count);
  });

  it('says kindly how many can be planned at once [LX37]', async () => {
    const { status, body } = await plan({
      shipments: Array.from({ length: mostShipments + 1 }, (_, number) => ({ ...shipment, name: `s${number}` })),
    });
    assert.equal(status, 400);
    const words = 'At most 2500 shipments can be planned at once, and these are 2501: split them by area or time.';
    assert.equal((body as Fields)['message'], words);
  });

  it('is asked once a minute, or as often as the account’s setting allows [LX37]', async () => {
    const slow = await house.client({ requestsPerSecond: 10 });
    assert.equal((await slow.call('POST', path, sample)).status, 200);
    const { status, body } = await slow.call('POST', path, sample);
    assert.deepEqual([status, (body as Fields)['message']], [429, 'Max Request Limit Reached']);
  });

  it('tells in words when nothing could be planned [WH14]', async () => {
    // as after three processes that died over it
    const stale = await house.client();
    const t = { after: (close: () => unknown) => void closing.push(close) };
    const heard = await listenFor(t, house.deps, stale.tenant, 'loginext', ['ROUTE_PLANNING_API']);
    const { id } = stale.tenant.account;
    await sql`insert into route_plan (account_id, id, version, kind, name, state, request, attempts)
      values (${id}, ${house.deps.newId()}, 1, 'problem', 'poison', 'waiting', '{"kind":"problem"}', 3)`.execute(
      house.database.db,
    );
    await until(() => heard.bodies().length > 0, 10_000);
    assert.deepEqual(heard.bodies(), [
      {
        status: 500,
        message: 'Planning was begun 3 times, and each time it ended without a result. Try it with fewer shipments.',
        data: { routeName: 'poison', routes: [], unassigned: [] },
        hasError: true,
      },
    ]);
  });

  it('names each door of an order of two, and tells nothing where nothing was assigned [WH13]', () => {
    const stop = {
      deliveryId: 'd',
      orderNumber: 'O1',
      slot: { from: '2026-11-23T04:00:00.000Z', until: null },
      position: { lat: 19, lng: 72 },
      arrival: '2026-11-23T05:00:00.000Z',
      departure: '2026-11-23T05:10:00.000Z',
    };
    const trip = { id: 't', name: 'T', courierName: 'C', courierPhone: null, driverName: null, vehicleNumber: null };
    const stops = [
      { ...stop, leg: 'pickup', sequence: 1 },
      { ...stop, leg: 'dropoff', sequence: 2 },
    ] as const;
    const event = {
      accountId: 'a',
      id: 'e',
      aggregate: 'route_plan',
      aggregateId: 'p',
      sequence: 1,
      occurredAt: new Date(),
      actor: 'x',
    } as const;
    const named = { id: 'p', name: 'Plan', kind: 'deliveries' } as const;
    const trips = [{ trip: { ...trip, assignedBy: 'plan' } as const, stops }];
    const [told] = tell({ ...event, type: 'plan.applied', data: { plan: named, trips, unassigned: [] } });
    const [detail] = (told?.body['notificationDetails'] ?? []) as { orderDetails: Fields[] }[];
    assert.deepEqual(
      detail?.orderDetails.map(({ deliveryOrder, startTimeWindow, endTimeWindow }) => [deliveryOrder, startTimeWindow, endTimeWindow]),
      [1, 2].map((order) => [order, '2026-11-23 04:00:00', '']),
    ); // prettier-ignore
    assert.deepEqual(tell({ ...event, type: 'plan.applied', data: { plan: named, trips: [], unassigned: [] } }), []);
    assert.deepEqual(tell({ ...event, type: 'plan.failed', data: { plan: named, failure: 'why' } }), []);
  });
});
