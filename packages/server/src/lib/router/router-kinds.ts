/** How OSRM and Valhalla are asked for distances from one place to many, and how their answers are read. */
import { listOf, property } from '../geocoder/read-answer.ts';

export interface Point {
  readonly lat: number;
  readonly lng: number;
}

/** Whose rules of the road count. OSRM has one profile for each server: what it was built for. */
export type Travel = 'car' | 'motorcycle' | 'lorry';

export interface Question {
  /** Path and query, after the server's address. */
  readonly path: string;
  /** Sent as JSON with POST; null: GET. */
  readonly body: unknown;
}

export interface RouterKind {
  readonly ask: (from: Point, to: readonly Point[], travel: Travel) => Question;
  /** Metres, or null where no road leads; throws for another answer than `count` distances. */
  readonly read: (answer: unknown, count: number) => readonly (number | null)[];
  /** Whether a refusal (400) is for places without roads or too far apart: the question is at fault, the server is well. */
  readonly isOfPlaces: (refusal: unknown) => boolean;
}

/** Longer than any road. */
const mostMetres = 40_000_000;
const costings = { car: 'auto', motorcycle: 'motorcycle', lorry: 'truck' } as const satisfies Record<Travel, string>;

export const routerKinds: Readonly<Record<'osrm' | 'valhalla', RouterKind>> = {
  /** https://project-osrm.org/docs, table service. */
  osrm: {
    ask(from, to) {
      const places = [from, ...to].map(({ lat, lng }) => `${lng},${lat}`).join(';');
      return { path: `table/v1/driving/${places}?sources=0&annotations=distance`, body: null };
    },
    read(answer, count) {
      if (property(answer, 'code') !== 'Ok') throw new Error('The code Ok is expected.');
      // the first is the way from the source to itself
      const [, ...row] = listOf(listOf(property(answer, 'distances'))[0]);
      return toMetres(row, count, 1);
    },
    isOfPlaces: (refusal) => property(refusal, 'code') === 'NoSegment',
  },
  /** https://valhalla.github.io/valhalla/api/matrix. */
  valhalla: {
    ask(from, to, travel) {
      const [source, ...targets] = [from, ...to].map(({ lat, lng }) => ({ lat, lon: lng }));
      const body = { sources: [source], targets, costing: costings[travel], units: 'kilometers' };
      return { path: 'sources_to_targets', body };
    },
    read(answer, count) {
      const row = listOf(listOf(property(answer, 'sources_to_targets'))[0]);
      return toMetres(row.map((entry) => property(entry, 'distance') ?? null), count, 1000); // prettier-ignore
    },
    // its numbers: too far apart, in regions that no road joins, no road near, no path
    isOfPlaces: (refusal) => [154, 170, 171, 442].some((code) => property(refusal, 'error_code') === code),
  },
};

function toMetres(row: readonly unknown[], count: number, metresPerUnit: number): readonly (number | null)[] {
  if (row.length !== count) throw new Error(`${count} distances are expected.`);
  return row.map((value) => {
    if (value === null) return null;
    const metres = typeof value === 'number' ? Math.round(value * metresPerUnit) : Number.NaN;
    if (metres >= 0 && metres <= mostMetres) return metres;
    throw new Error('A distance is expected.');
  });
}
