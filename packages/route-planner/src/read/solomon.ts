/** Solomon's and Gehring & Homberger's files: one depot, one kind of vehicle, deliveries with time windows. */
import type { Shipment, StopRef } from '../problem.ts';
import type { Instance } from './instance.ts';
import { UnreadableFile } from './instance.ts';
import type { Line } from './lines.ts';
import { linesOf, numbersOf, numbersOrNull, wholeNumber } from './lines.ts';
import { oneDepotFleet } from './one-depot-fleet.ts';

const columns = ['number', 'x', 'y', 'demand', 'ready time', 'due date', 'service time'];

export const isSolomon = (text: string): boolean => /^\s*VEHICLE\s*$/imu.test(text) && /^\s*CUSTOMER\s*$/imu.test(text);

export function readSolomon(text: string): Instance {
  const lines = linesOf(text);
  const vehicleAt = headingAt(lines, 'VEHICLE');
  const customersAt = headingAt(lines, 'CUSTOMER');
  const fleetLine = lines.slice(vehicleAt, customersAt).find((line) => numbersOrNull(line) !== null);
  if (fleetLine === undefined) throw new UnreadableFile('the number and capacity of the vehicles are missing below');
  const [count, capacity = 0] = numbersOf(fleetLine, ['number', 'capacity']);
  const table = lines.slice(customersAt + 1);
  const rows = table
    .slice(
      Math.max(
        0,
        table.findIndex((line) => /^[\d.+-]/u.test(line.text)),
      ),
    )
    .map(readRow);
  const [depot, ...others] = rows;
  if (depot === undefined || others.length === 0)
    throw new UnreadableFile('a depot and at least one customer are needed under CUSTOMER');
  const stops = new Map<number, StopRef>();
  const shipments = others.map((row, at): Shipment => {
    if (row.number === depot.number || stops.has(row.number))
      throw new UnreadableFile(`customer ${row.number} is there twice`, row.line);
    const id = String(row.number);
    stops.set(row.number, { shipment: id, visit: 'delivery' });
    return {
      id,
      amount: [row.demand],
      delivery: { location: at + 1, windows: [row.window], service: row.service },
    };
  });
  return {
    name: lines[0]?.text ?? '',
    format: 'solomon',
    customers: stops,
    problem: {
      travel: { kind: 'plane', points: rows.map(({ x, y }) => ({ x, y })) },
      vehicles: oneDepotFleet({ line: fleetLine, count, capacity, speed: 1 }, depot.window),
      shipments,
    },
  };
}

function headingAt(lines: readonly Line[], heading: string): number {
  return lines.findIndex(({ text }) => text.toUpperCase() === heading);
}

function readRow(line: Line) {
  const [number, x = 0, y = 0, demand = 0, ready = 0, due = 0, service = 0] = numbersOf(line, columns);
  if (ready > due) throw new UnreadableFile(`the due date ${due} is before the ready time ${ready}`, line.number);
  return {
    line: line.number,
    number: wholeNumber(number, 'the number of a customer', line),
    x,
    y,
    demand,
    window: [ready, due] as const,
    service,
  };
}
