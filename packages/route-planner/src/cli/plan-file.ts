/** The plan as it is written for other programs. */
import type { Plan } from '../plan-types.ts';
import type { StopRef } from '../problem.ts';
import type { Instance } from '../read/instance.ts';

/** How the file calls a visit: its customer number, or the shipment's id. */
export type Naming = (shipment: string, visit: StopRef['visit']) => number | string;

export function namingOf({ customers }: Instance): Naming {
  const numbers = new Map([...customers].map(([number, { shipment, visit }]) => [`${visit} ${shipment}`, number]));
  return (shipment, visit) => numbers.get(`${visit} ${shipment}`) ?? shipment;
}

export function planFile(instance: Instance, plan: Plan): string {
  const name = namingOf(instance);
  const shipments = new Map(instance.problem.shipments.map((shipment) => [shipment.id, shipment]));
  const routes = plan.routes.map(({ stops }) =>
    stops.flatMap(({ kind, shipment }) =>
      shipment !== null && (kind === 'pickup' || kind === 'delivery') ? [name(shipment, kind)] : [],
    ),
  );
  const unassigned = plan.unassigned.flatMap(({ shipment }) => {
    const visits = (['pickup', 'delivery'] as const).filter((visit) => shipments.get(shipment)?.[visit] !== undefined);
    return [...new Set(visits.map((visit) => name(shipment, visit)))];
  });
  const fields: [string, unknown][] = [
    ['vehicles', plan.routes.length],
    ['distance', plan.routes.reduce((sum, { distance }) => sum + distance, 0)],
    ['cost', plan.cost.total],
    ['routes', routes],
    ['unassigned', unassigned],
  ];
  if (plan.unassigned.length > 0)
    fields.push([
      'reasons',
      plan.unassigned.map(({ shipment, constraint, by, message }) => ({ shipment, constraint, by, message })),
    ]);
  if (instance.format === 'waybill') fields.push(['schedule', plan.routes]);
  return `{\n${fields.map(([key, value]) => `  ${JSON.stringify(key)}: ${lined(value)}`).join(',\n')}\n}\n`;
}

/** One line per entry of a list, so that a plan can be read and compared line by line. */
function lined(value: unknown): string {
  if (!Array.isArray(value) || !value.some((entry) => typeof entry === 'object')) return JSON.stringify(value, clean);
  return `[\n${value.map((entry) => `    ${JSON.stringify(entry, clean)}`).join(',\n')}\n  ]`;
}

/** Sums of fractions end in noise far behind the point. */
const clean = (_: string, value: unknown): unknown => (typeof value === 'number' ? rounded(value) : value);

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
