/** Instants as the native API writes them: ISO 8601 in UTC. */

/** From the core, or frozen in an event, where it is text already. */
export type Time = Date | string;

export function iso(time: Time): string {
  return typeof time === 'string' ? time : time.toISOString();
}

export function isoOrNull(time: Time | null): string | null {
  return time === null ? null : iso(time);
}
