/** Li & Lim's files: goods to be picked up and delivered, with time windows, by one kind of vehicle. */
import type { Shipment, StopRef, Visit } from '../problem.ts';
import type { Instance } from './instance.ts';
import { UnreadableFile } from './instance.ts';
import type { Line } from './lines.ts';
import { linesOf, numbersOf, numbersOrNull, wholeNumber } from './lines.ts';
import { oneDepotFleet } from './one-depot-fleet.ts';

const columns = ['number', 'x', 'y', 'demand', 'ready time', 'due date', 'service time', 'pickup', 'delivery'];

export function isLiLim(text: string): boolean {
  const [first, second] = linesOf(text.slice(0, 1000)).map(numbersOrNull);
  return first?.length === 3 && second?.length === columns.length;
}

export function readLiLim(text: string): Instance {
  const [fleetLine, ...rest] = linesOf(text);
  if (fleetLine === undefined) throw new UnreadableFile('the file is empty');
  const [count, capacity = 0, speed = 1] = numbersOf(fleetLine, ['vehicles', 'capacity', 'speed']);
  const rows = rest.map(readRow);
  const [depot, ...tasks] = rows;
  if (depot === undefined || tasks.length === 0) throw new UnreadableFile('a depot and at least one pair are needed');
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  if (byNumber.size !== rows.length) throw new UnreadableFile('a task number is there twice');
  const stops = new Map<number, StopRef>();
  const shipments: Shipment[] = [];
  for (const pickup of tasks) {
    const delivery = pickup.delivery === 0 ? byNumber.get(pickup.pickup) : byNumber.get(pickup.delivery);
    const mutual = pickup.delivery === 0 ? delivery?.delivery === pickup.number : delivery?.pickup === pickup.number;
    if (delivery === undefined || delivery === depot || !mutual)
      throw new UnreadableFile(`task ${pickup.number} and its other half do not name each other`, pickup.line);
    if (pickup.delivery === 0) continue;
    if (pickup.demand < 0 || pickup.demand !== -delivery.demand)
      throw new UnreadableFile(`picks up ${pickup.demand}, but delivers ${-delivery.demand}`, pickup.line);
    const id = `${pickup.number}-${delivery.number}`;
    stops.set(pickup.number, { shipment: id, visit: 'pickup' });
    stops.set(delivery.number, { shipment: id, visit: 'delivery' });
    shipments.push({ id, amount: [pickup.demand], pickup: pickup.visit, delivery: delivery.visit });
  }
  return {
    name: '',
    format: 'li-lim',
    customers: stops,
    problem: {
      travel: { kind: 'plane', points: rows.map(({ x, y }) => ({ x, y })) },
      vehicles: oneDepotFleet({ line: fleetLine, count, capacity, speed }, depot.window),
      shipments,
    },
  };
}

function readRow(line: Line, location: number) {
  const [number, x = 0, y = 0, demand = 0, ready = 0, due = 0, service = 0, pickup = 0, delivery = 0] = numbersOf(
    line,
    columns,
  );
  if (ready > due) throw new UnreadableFile(`the due date ${due} is before the ready time ${ready}`, line.number);
  const window = [ready, due] as const;
  const visit: Visit = { location, windows: [window], service };
  const id = wholeNumber(number, 'the number of a task', line);
  return { line: line.number, number: id, x, y, demand, window, pickup, delivery, visit };
}
