/** What a problem must keep beyond the kinds of its fields. */
import type { Fault } from '../errors.ts';
import { mostShipments, mostVehicles, type ProblemRequest } from './plan.ts';

/** Every fault, by path: `shipments[3].name`. */
export function problemFaults({ vehicles, shipments }: Omit<ProblemRequest, 'kind' | 'start'>): readonly Fault[] {
  return [
    ...countFaults('vehicles', vehicles.length, mostVehicles),
    ...countFaults('shipments', shipments.length, mostShipments),
    ...twice('vehicles', vehicles),
    ...twice('shipments', shipments),
    ...shipments.flatMap(({ slot }, index): Fault[] =>
      Date.parse(slot.until) > Date.parse(slot.from)
        ? []
        : [{ path: `shipments[${index}].slot.until`, message: 'The end must be later than the start.' }],
    ),
  ];
}

function countFaults(path: string, count: number, most: number): Fault[] {
  if (count === 0) return [{ path, message: `At least one of the ${path} is needed.` }];
  if (count <= most) return [];
  const message = `At most ${most} ${path} can be planned at once, and these are ${count}: split them by area or time.`;
  return [{ path, message }];
}

/** Results name things by their names. */
function twice(path: string, things: readonly { readonly name: string }[]): Fault[] {
  const seen = new Set<string>();
  return things.flatMap(({ name }, index): Fault[] => {
    if (!seen.has(name)) return (seen.add(name), []);
    return [{ path: `${path}[${index}].name`, message: `There is another ${path.slice(0, -1)} ${name}.` }];
  });
}
