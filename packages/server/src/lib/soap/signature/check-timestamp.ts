/** Whether a message is of now: an old one, however well signed, is somebody's copy. */
import { isNamed, type Element } from '../../xml/element.ts';
import { SignatureFault } from './signature-fault.ts';
import { wsu } from './signature-names.ts';

/** What two clocks may differ by. */
const skewMs = 60_000;
/** MPay's own messages live one to five minutes, those of the `soap` package ten. */
const longestLifeMs = 10 * 60_000;

/**
 * SOAP Message Security 1.1, section 10.
 * @throws SignatureFault when it lacks a time, is not yet or no longer valid, or lives longer than 10 minutes
 */
export function checkTimestamp(timestamp: Element, now: Date): void {
  const [created, expires, more] = timestamp.elements;
  const from = created && isNamed(created, wsu, 'Created') ? readTime(created.text) : null;
  const until = expires && isNamed(expires, wsu, 'Expires') ? readTime(expires.text) : null;
  if (from === null || until === null || more)
    throw new SignatureFault('The Timestamp must hold Created and Expires in UTC, and nothing else.');
  if (until <= from || until - from > longestLifeMs)
    throw new SignatureFault('The Timestamp must expire after it was created, and within 10 minutes.');
  if (from > now.getTime() + skewMs) throw new SignatureFault('The message was created in the future.');
  if (until <= now.getTime() - skewMs) throw new SignatureFault('The message has expired.');
}

/** @returns milliseconds; null for anything but xsd:dateTime in UTC */
function readTime(text: string): number | null {
  const time = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/.test(time)) return null;
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? null : ms;
}
