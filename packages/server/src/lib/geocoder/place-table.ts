/**
 * A table of places as one buffer, sorted by key: opened without parsing, searched by halves, outside the heap.
 * Layout: length of the header, header as JSON, then column by column latitudes, longitudes, notes, ends of keys, keys.
 */

export interface PlaceRow {
  /** Country and folded name or postal code: `IN powai`. */
  readonly key: string;
  readonly lat: number;
  readonly lng: number;
  /** What the number means, the table's owner knows. */
  readonly note: number;
}

export interface TableHeader {
  readonly count: number;
  /** Where the rows are from, with version and licence. */
  readonly sources: readonly string[];
  /** Texts that notes can point to. */
  readonly texts: readonly string[];
}

export interface PlaceTable extends TableHeader {
  /** All rows with exactly this key. */
  readonly find: (key: string) => readonly PlaceRow[];
  /** Where the row at this place of the table is, from 0. */
  readonly pointAt: (index: number) => { readonly lat: number; readonly lng: number };
  readonly at: (index: number) => PlaceRow;
  /** All rows in a box; looks at each row of the table, which takes some milliseconds. */
  readonly within: (box: Box) => readonly PlaceRow[];
}

/** Degrees; south and west belong to it, north and east do not. */
export interface Box {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** Steps in a degree: 0.00001 is a metre. */
const steps = 1e5;

export function packTable(rows: readonly PlaceRow[], about: Omit<TableHeader, 'count'>): Buffer {
  const keyed = rows.map((row) => ({ ...row, bytes: Buffer.from(row.key) }));
  const sorted = keyed.toSorted((one, other) => one.bytes.compare(other.bytes));
  const header = Buffer.from(JSON.stringify({ ...about, count: rows.length } satisfies TableHeader));
  const start = Buffer.alloc(4);
  start.writeUInt32LE(header.length);
  const numbers = Buffer.alloc(rows.length * 14);
  const at = columns(rows.length);
  let end = 0;
  for (const [index, { lat, lng, note, bytes }] of sorted.entries()) {
    end += bytes.length;
    numbers.writeInt32LE(Math.round(lat * steps), at.lat + index * 4);
    numbers.writeInt32LE(Math.round(lng * steps), at.lng + index * 4);
    numbers.writeUInt16LE(note, at.note + index * 2);
    numbers.writeUInt32LE(end, at.end + index * 4);
  }
  return Buffer.concat([start, header, numbers, ...sorted.map(({ bytes }) => bytes)]);
}

export function openTable(buffer: Buffer): PlaceTable {
  const headerEnd = 4 + buffer.readUInt32LE(0);
  // written by packTable, in a file of our own
  const header = JSON.parse(buffer.toString('utf8', 4, headerEnd)) as TableHeader;
  const { count } = header;
  const numbers = buffer.subarray(headerEnd, headerEnd + count * 14);
  const keys = buffer.subarray(headerEnd + count * 14);
  const at = columns(count);
  const endOf = (index: number) => (index < 0 ? 0 : numbers.readUInt32LE(at.end + index * 4));
  const keyOf = (index: number) => keys.subarray(endOf(index - 1), endOf(index));

  function firstNotBefore(sought: Buffer): number {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keyOf(middle).compare(sought) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  const pointAt = (index: number) => ({
    lat: numbers.readInt32LE(at.lat + index * 4) / steps,
    lng: numbers.readInt32LE(at.lng + index * 4) / steps,
  });
  const rowAt = (index: number, key: string): PlaceRow => {
    const { lat, lng } = pointAt(index);
    return { key, lat, lng, note: numbers.readUInt16LE(at.note + index * 2) };
  };

  return {
    ...header,
    find(key) {
      const sought = Buffer.from(key);
      const found: PlaceRow[] = [];
      for (let index = firstNotBefore(sought); index < count && keyOf(index).equals(sought); index += 1) {
        found.push(rowAt(index, key));
      }
      return found;
    },
    within({ south, west, north, east }) {
      const found: PlaceRow[] = [];
      const [bottom, left, top, right] = [south, west, north, east].map((degrees) => degrees * steps) as [number, number, number, number]; // prettier-ignore
      for (let index = 0; index < count; index += 1) {
        const lat = numbers.readInt32LE(at.lat + index * 4);
        if (lat < bottom || lat >= top) continue;
        const lng = numbers.readInt32LE(at.lng + index * 4);
        if (lng >= left && lng < right) found.push(rowAt(index, keyOf(index).toString('utf8')));
      }
      return found;
    },
    pointAt,
    at: (index) => rowAt(index, keyOf(index).toString()),
  };
}

/** Where each column of numbers begins. */
function columns(count: number) {
  return { lat: 0, lng: count * 4, note: count * 8, end: count * 10 };
}
