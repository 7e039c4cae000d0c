/**
 * Makes trips of a plan's routes, each in a transaction of its own that also says so in the plan: whoever goes on after
 * a crash makes no trip twice and leaves none out.
 */
import type { Transaction } from 'kysely';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Plan, PlanRoute, PlanStop, Unplanned } from '../../domain/plan/plan.ts';
import { legsAhead } from '../../domain/trip/make-stops.ts';
import { lockDeliveries } from '../../store/delivery.ts';
import { lockClaimedPlan, saveAppliedRoute, type PlanClaim } from '../../store/route-plan.ts';
import type { DB } from '../../store/schema.ts';
import type { Deps } from '../deps.ts';
import type { Identity } from '../identity.ts';
import { transact } from '../transact.ts';
import { createTripIn } from '../trip/create-trip.ts';

/** `more`: a route was settled; `done`: all are; `lost`: the plan is another's by now. */
export type Step = 'more' | 'done' | 'lost';

/**
 * Settles the next route of a plan whose result is kept.
 * @param last whether a fault of ours, too, is the end of the matter: other plans wait behind this one
 */
export async function applyNext(deps: Deps, identity: Identity, claim: PlanClaim, last: boolean): Promise<Step> {
  try {
    return await settle(deps, identity, claim, makeTrip);
  } catch (error) {
    // the courier is gone, for instance: its deliveries wait on, and the other routes are driven
    const why = error instanceof DomainError ? error.message : last ? 'there was a fault of ours.' : null;
    if (why === null) throw error;
    if (!(error instanceof DomainError)) deps.log.error({ err: error, plan: claim.id }, 'a planned trip was not made');
    return settle(deps, identity, claim, async (_tx, { route }) => refused(route, why));
  }

  async function makeTrip(tx: Transaction<DB>, { plan, route }: Turn): Promise<Settled> {
    const deliveries = await lockDeliveries(tx, claim.accountId, idsOf(route));
    const still = new Map(deliveries.filter((one) => isAsPlanned(one, plan, route)).map((one) => [one.id, one]));
    const kept = route.stops.filter(({ deliveryId }) => still.has(deliveryId ?? ''));
    const gone = route.stops.filter((stop) => !kept.includes(stop));
    if (kept.length === 0) return { route: { ...route, stops: [] }, leftOut: changed(gone) };
    const whole = gone.length === 0;
    const trip = await createTripIn(deps, tx, identity, {
      name: null,
      courierId: route.courierId ?? '',
      vehicleId: null,
      driverName: null,
      trackerCode: null,
      setOff: new Date(route.startsAt),
      deliveryIds: [...still.keys()],
      assignedBy: 'plan',
      // the times of a route with fewer stops are others
      visits: kept.map((stop) => ({
        deliveryId: stop.deliveryId ?? '',
        leg: stop.leg,
        timing: whole ? timingOf(stop) : null,
      })),
    });
    const times = new Map(trip.stops.map((stop) => [`${stop.deliveryId} ${stop.leg}`, stop]));
    const stops = kept.map((stop): PlanStop => {
      const made = times.get(`${stop.deliveryId} ${stop.leg}`);
      return {
        ...stop,
        arrival: made?.plannedArrival?.toISOString() ?? stop.arrival,
        departure: made?.plannedDeparture?.toISOString() ?? stop.departure,
        distanceMetres: made?.plannedDistanceMetres ?? stop.distanceMetres,
      };
    });
    return { route: { ...route, stops, tripId: trip.id }, leftOut: changed(gone) };
  }
}

interface Turn {
  readonly plan: Plan;
  readonly route: PlanRoute;
}

interface Settled {
  readonly route: PlanRoute;
  readonly leftOut: readonly Unplanned[];
}

/** The plan stays locked meanwhile: it cannot be called off, nor claimed by another. */
async function settle(
  deps: Deps,
  { caller }: Identity,
  claim: PlanClaim,
  act: (tx: Transaction<DB>, turn: Turn) => Promise<Settled>,
): Promise<Step> {
  return transact(deps, caller, async (tx) => {
    const plan = await lockClaimedPlan(tx, claim);
    if (!plan?.result) return 'lost';
    const { applied, routes } = plan.result;
    const route = routes[applied];
    if (!route) return 'done';
    const { route: after, leftOut } = await act(tx, { plan, route });
    await saveAppliedRoute(tx, claim, applied, after, leftOut);
    return 'more';
  });
}

/** It waits still, and nothing about it is other than when it was planned. */
function isAsPlanned({ id, state, version, legs, pickedUpAt }: Delivery, { result }: Plan, route: PlanRoute): boolean {
  const planned = route.stops.filter(({ deliveryId }) => deliveryId === id).map(({ leg }) => leg);
  const ahead = legsAhead({ legs, pickedUpAt });
  return state === 'ready' && version === result?.versions[id] && planned.join(' ') === ahead.join(' ');
}

const idsOf = ({ stops }: PlanRoute) => [...new Set(stops.flatMap(({ deliveryId }) => deliveryId ?? []))];

const timingOf = ({ arrival, departure, distanceMetres }: PlanStop) => ({
  arrival: new Date(arrival),
  departure: new Date(departure),
  distanceMetres,
});

/** One of each delivery, whose stops are two where it has two legs. */
function changed(stops: readonly PlanStop[], message?: string): readonly Unplanned[] {
  const byDelivery = new Map(stops.map((stop) => [stop.deliveryId, stop]));
  return [...byDelivery.values()].map(({ shipment, deliveryId }) => ({
    shipment,
    deliveryId,
    constraint: message === undefined ? 'changed' : 'refused',
    message: message ?? `The order ${shipment} was changed or taken while it was being planned.`,
  }));
}

function refused(route: PlanRoute, why: string): Settled {
  const message = `No trip could be made for ${route.vehicle}: ${why}`;
  return { route: { ...route, stops: [] }, leftOut: changed(route.stops, message) };
}
