/** When somebody who answers with a Retry-After header wants to be asked again. */

/** Reads one, RFC 9110 section 10.2.3: seconds or a date. Null when it says nothing usable. @returns seconds */
export function parseRetryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d+$/.test(text)) return Number(text);
  // an IMF-fixdate and nothing looser: Date.parse alone takes almost any text
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, (at - now.getTime()) / 1000);
}
