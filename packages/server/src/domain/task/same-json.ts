/** Compares what partners sent: plain JSON, in which the order of keys says nothing. */

export function isSameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  // in a wrapping of its own: no list looks like it
  return { object: entries.map(([key, inner]) => [key, sorted(inner)]) };
}
