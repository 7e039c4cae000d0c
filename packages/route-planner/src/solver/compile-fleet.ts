/** The fleet vehicle by vehicle, and who can serve what: vehicles sorted into types, shipments into kinds. */
import type { Problem, Shipment, Vehicle } from '../problem.ts';

export interface FleetEntry {
  readonly vehicle: Vehicle;
  readonly name: string;
  /** Which of the problem's vehicles, and which of its copies. */
  readonly index: number;
  readonly copy: number;
}

/** Every vehicle by name; never more copies than there are shipments to carry. */
export function listFleet({ vehicles, shipments }: Problem): FleetEntry[] {
  return vehicles.flatMap((vehicle, index) => {
    const { id, count = 1, committed = [] } = vehicle;
    const useful = committed.length > 0 ? count : Math.min(count, Math.max(1, shipments.length));
    return Array.from({ length: useful }, (_, copy) => ({
      vehicle,
      name: count === 1 ? id : `${id}#${copy + 1}`,
      index,
      copy,
    }));
  });
}

/** Vehicles that differ in nothing but their names are of one type. */
export function typesOf(problem: Problem, fleet: readonly FleetEntry[]): { of: Int32Array; samples: Vehicle[] } {
  const pinned = new Set(problem.shipments.flatMap(({ vehicles = [] }) => vehicles));
  const numbers = new Map<string, number>();
  const samples: Vehicle[] = [];
  const of = Int32Array.from(fleet, ({ vehicle, name }) => {
    const { id, count: _count, committed = [], ...rest } = vehicle;
    const key = JSON.stringify([
      Object.entries(rest).toSorted(byKey),
      pinned.has(id) ? id : '',
      committed.length > 0 ? name : '',
    ]);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, samples.length);
    return samples.push(vehicle) - 1;
  });
  return { of, samples };
}

const byKey = (a: readonly [string, unknown], b: readonly [string, unknown]): number => (a[0] < b[0] ? -1 : 1);

/** Shipments with the same needs are of one kind. */
export function kindsOf({ shipments }: Problem): { of: Int32Array; samples: Shipment[] } {
  const numbers = new Map<string, number>();
  const samples: Shipment[] = [];
  const of = Int32Array.from(shipments, (shipment) => {
    const { skills = [], vehicles } = shipment;
    const key = JSON.stringify([skills.toSorted(), vehicles?.toSorted() ?? null]);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, samples.length);
    return samples.push(shipment) - 1;
  });
  return { of, samples };
}

function canServe(vehicle: Vehicle, { skills = [], vehicles }: Shipment): boolean {
  return (
    skills.every((skill) => vehicle.skills?.includes(skill)) &&
    (vehicles === undefined || vehicles.includes(vehicle.id))
  );
}

/** `fits[kind * types + type]`: whether a vehicle of the type can serve a shipment of the kind. */
export function fitsOf(shipments: readonly Shipment[], vehicles: readonly Vehicle[]): Uint8Array {
  const types = vehicles.length;
  const fits = new Uint8Array(shipments.length * types);
  shipments.forEach((shipment, kind) =>
    vehicles.forEach((vehicle, type) => (fits[kind * types + type] = canServe(vehicle, shipment) ? 1 : 0)),
  );
  return fits;
}
