/** Makes text of a document's bytes: UTF-8 and nothing else, so that no two readers can see two documents. */
import { isUtf8 } from 'node:buffer';
import { XmlFault } from './xml-fault.ts';
import type { XmlLimits } from './limits.ts';

const byteOrderMark = '\u{feff}';

/** XML 1.0, section 2.8: the declaration stands first or not at all. */
const declaredEncoding = /^<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]*)["']/;

const wrongEncoding = () => new XmlFault('encoding', 'The document must be written in UTF-8.');

/**
 * @returns the text without a byte order mark
 * @throws XmlFault too_large or encoding: also for UTF-16 and UTF-32 without a mark (NUL bytes) and for a declaration
 *   of any other encoding, which a second reader might follow
 */
export function decodeXml(bytes: Uint8Array, limits: Pick<XmlLimits, 'bytes'>): string {
  if (bytes.byteLength > limits.bytes)
    throw new XmlFault('too_large', `The document has more than ${limits.bytes} bytes.`);
  if (!isUtf8(bytes) || bytes.includes(0)) throw wrongEncoding();
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const text = whole.startsWith(byteOrderMark) ? whole.slice(1) : whole;
  const declared = declaredEncoding.exec(text)?.[1];
  if (declared !== undefined && declared.toLowerCase() !== 'utf-8') throw wrongEncoding();
  return text;
}
