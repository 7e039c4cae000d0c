/** What keeps a shipment out of tours: of everything that could be tried, the least that would be broken. */
import type { FollowedTour } from './evaluate/follow.ts';
import { followTour } from './evaluate/follow.ts';
import { inWords } from './evaluate/tolerance.ts';
import type { Tour } from './evaluate/tour.ts';
import type { Ways } from './evaluate/ways.ts';
import { candidatesIn, suits, tryOut } from './insertions.ts';
import type { Violation } from './plan-types.ts';
import type { Shipment, Vehicle } from './problem.ts';

/** Null: there are no tours at all, or nothing stands in the way. Judges the `positions` with the least detour. */
export function nearestObstacle(
  tours: readonly Tour[],
  shipment: Shipment,
  ways: Ways,
  positions: number,
): Violation | null {
  const found = probe(tours, shipment, ways, positions);
  return found === null || 'added' in found ? null : found;
}

/** A place where nothing is broken that is not already. */
export interface Room {
  readonly tour: Tour;
  readonly added: number;
}

/** Like `nearestObstacle`, but says so where one of the positions is free. */
export function probe(
  tours: readonly Tour[],
  shipment: Shipment,
  ways: Ways,
  positions: number,
): Violation | Room | null {
  const able = tours.filter(({ vehicle }) => suits(vehicle, shipment));
  const [first] = tours;
  if (able.length === 0) return first === undefined ? null : misfit(tours, shipment);
  const tooBig = able.map((tour) => overCapacity(tour, shipment));
  const least = tooBig.reduce((a, b) => ((a?.by ?? 0) <= (b?.by ?? 0) ? a : b));
  if (least !== null) return least;
  const candidates = able
    .flatMap((tour) => candidatesIn(tour, shipment, ways, false))
    .toSorted((a, b) => a.bound - b.bound)
    .slice(0, positions);
  const before = new Map<Tour, FollowedTour | null>();
  let best: { violation: Violation; broken: number } | null = null;
  for (const candidate of candidates) {
    const { tour } = candidate;
    const known = before.get(tour);
    const idle = tour.calls.length === 0;
    const standing = known === undefined ? (idle ? null : followTour(tour, ways)) : known;
    before.set(tour, standing);
    const { violations, route } = tryOut(candidate, shipment, ways);
    const broken = violations.length - (standing?.violations.length ?? 0);
    if (broken <= 0) return { tour, added: route.cost.total - (standing?.route.cost.total ?? 0) };
    const said = new Set(standing?.violations.map(({ message }) => message));
    const worst =
      violations.find((violation) => violation.shipment === shipment.id) ??
      violations.findLast(({ message }) => !said.has(message));
    if (worst === undefined) continue;
    if (best === null || broken < best.broken || (broken === best.broken && worst.by < best.violation.by))
      best = { violation: worst, broken };
  }
  return best?.violation ?? null;
}

/** Skills or pinning rule out every vehicle: the one that lacks least. */
function misfit(tours: readonly Tour[], shipment: Shipment): Violation {
  const lacks = ({ skills = [] }: Vehicle): string[] =>
    (shipment.skills ?? []).filter((skill) => !skills.includes(skill));
  const pinned = tours.filter(({ vehicle }) => shipment.vehicles?.includes(vehicle.id) ?? true);
  const { id } = shipment;
  if (pinned.length === 0) {
    const message = `${id} may go only with ${shipment.vehicles?.join(', ') ?? 'no vehicle'}, which ${tours.length === 1 ? `${tours[0]?.name} is not` : 'is not in the fleet'}.`;
    return { constraint: 'vehicle', vehicle: tours[0]?.name ?? null, shipment: id, by: 1, message };
  }
  const closest = pinned.reduce((a, b) => (lacks(b.vehicle).length < lacks(a.vehicle).length ? b : a));
  const missing = lacks(closest.vehicle);
  const message = `${id} needs ${missing.join(', ')}, which ${closest.name}${pinned.length > 1 ? ', the closest,' : ''} does not offer.`;
  return { constraint: 'skills', vehicle: closest.name, shipment: id, by: missing.length, message };
}

/** A shipment larger than the whole vehicle. */
function overCapacity({ name, vehicle }: Tour, { id, amount = [] }: Shipment): Violation | null {
  const over = amount.reduce((most, size, k) => Math.max(most, size - (vehicle.capacity?.[k] ?? Infinity)), 0);
  if (over <= 1e-6) return null;
  const message = `${id} is ${inWords(over)} larger than ${name} can hold.`;
  return { constraint: 'capacity', vehicle: name, shipment: id, by: over, message };
}
