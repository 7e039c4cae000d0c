/** Checks the ways between places. */
import { InvalidProblem } from '../invalid-problem.ts';
import { isList, isNumber, isRecord, number, oneOf, plainObject, shown } from './values.ts';

/** How many places there are. */
export function checkTravel(value: unknown): number {
  const path = 'travel';
  const kind = plainObject(value, path)['kind'];
  const kindField = { kind: { check: oneOf('matrix', 'points', 'plane') } };
  const points = { check: isList, required: true };
  switch (kind) {
    case 'matrix': {
      const size = { check: number({ min: 1, integer: true }), required: true };
      const any = { check: () => {} };
      const record = isRecord(value, path, {
        ...kindField,
        size,
        distances: { ...any, required: true },
        durations: any,
      });
      const places = isNumber(record['size'], `${path}.size`);
      checkMatrix(record['distances'], places, `${path}.distances`);
      if (record['durations'] !== undefined) checkMatrix(record['durations'], places, `${path}.durations`);
      return places;
    }
    case 'points': {
      const above = { check: number({ above: 0 }) };
      const record = isRecord(value, path, { ...kindField, points, detour: above, speed: above });
      return checkPoints(record['points'], `${path}.points`, {
        lat: { check: number({ min: -90, max: 90 }), required: true },
        lng: { check: number({ min: -180, max: 180 }), required: true },
      });
    }
    case 'plane': {
      const rounding = { check: oneOf('exact', 'nearest') };
      const record = isRecord(value, path, { ...kindField, points, rounding });
      const coordinate = { check: number(), required: true };
      return checkPoints(record['points'], `${path}.points`, { x: coordinate, y: coordinate });
    }
    default:
      throw new InvalidProblem(`${path}.kind`, `must be "matrix", "points" or "plane", not ${shown(kind)}`);
  }
}

function checkPoints(value: unknown, path: string, fields: Parameters<typeof isRecord>[2]): number {
  const points = isList(value, path);
  if (points.length === 0) throw new InvalidProblem(path, 'is empty; at least the place of a vehicle is needed');
  for (const [at, point] of points.entries()) isRecord(point, `${path}[${at}]`, fields);
  return points.length;
}

/** Paths are made only for what is refused: there may be a hundred million entries. */
function checkMatrix(value: unknown, size: number, path: string): void {
  if (!Array.isArray(value) && !isNumberArray(value))
    throw new InvalidProblem(path, `a list or typed array of numbers is needed, row by row, not ${shown(value)}`);
  if (value.length !== size * size)
    throw new InvalidProblem(path, `has ${value.length} entries; ${size} places need ${size * size}, row by row`);
  if (!Array.isArray(value) && !(value instanceof Float64Array) && !(value instanceof Float32Array)) return;
  for (let at = 0; at < value.length; at++) {
    const entry: unknown = value[at];
    if (typeof entry === 'number' && !Number.isNaN(entry)) continue;
    const arc = `from place ${Math.floor(at / size)} to place ${at % size}`;
    throw new InvalidProblem(`${path}[${at}]`, `a number is needed ${arc}, not ${shown(entry)}; no way: -1`);
  }
}

const isNumberArray = (value: unknown): value is Exclude<NodeJS.TypedArray, BigInt64Array | BigUint64Array> =>
  ArrayBuffer.isView(value) &&
  !(value instanceof DataView || value instanceof BigInt64Array || value instanceof BigUint64Array);
