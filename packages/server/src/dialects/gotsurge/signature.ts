/** Pure: reads the signature of Partner Detail, which the document calls base64 and hexadecimal in one sentence. */

export interface Signed {
  readonly clientKey: string;
  readonly secretKey: string;
}

/** More than the longest key and secret together, in hexadecimal. */
const longest = 4096;

/**
 * What a signature may mean: base64 in either alphabet, padded or not, or lower-case hexadecimal. A text of hexadecimal
 * digits can be either.
 */
export function readSignature(text: string): readonly Signed[] {
  if (text.length > longest) return [];
  const found = [decodeBase64(text), decodeHex(text)].flatMap((bytes) => (bytes ? [part(bytes)] : []));
  return found.filter((one) => one !== null);
}

function decodeBase64(text: string): Buffer | null {
  const [, digits = ''] = /^([A-Za-z0-9+/_-]+)={0,2}$/.exec(text) ?? [];
  // a single digit more than whole bytes means nothing
  return digits !== '' && digits.length % 4 !== 1 ? Buffer.from(digits, 'base64') : null;
}

function decodeHex(text: string): Buffer | null {
  return /^([0-9a-f]{2})+$/.test(text) ? Buffer.from(text, 'hex') : null;
}

/** A key has no colon in it; a secret may. */
function part(bytes: Buffer): Signed | null {
  const text = bytes.toString('latin1');
  const colon = text.indexOf(':');
  if (colon === -1 || !/^[\x20-\x7e]+$/.test(text)) return null;
  return { clientKey: text.slice(0, colon), secretKey: text.slice(colon + 1) };
}
