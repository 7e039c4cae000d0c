/** Lists are read newest first, from an id on. */

/** An id beyond every other: where a list begins. One statement serves the first page and the later ones. */
export const afterAll = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
/** An id before every other, for those that are read oldest first. */
export const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Our clock and that of the ids are read one after the other. */
const slackMs = 60_000;
/** What the first 48 bits of an id can say. */
const latestMs = 2 ** 48 - 1;

/** The least and the greatest id of what was made in that time, and a little more: an id begins with the hour of its making. */
export function idsMadeBetween(from: Date, until: Date): readonly [least: string, greatest: string] {
  return [`${hourOf(from.getTime() - slackMs)}-0000-0000-000000000000`, `${hourOf(until.getTime() + slackMs)}-ffff-ffff-ffffffffffff`]; // prettier-ignore
}

function hourOf(ms: number): string {
  const hex = Math.min(Math.max(ms, 0), latestMs).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}
