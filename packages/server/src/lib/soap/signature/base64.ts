/** Base64 as XML Schema's base64Binary has it: white space anywhere, and otherwise strict. */

/** @returns null for what is none: Buffer.from would skip over it */
export function readBase64(text: string): Buffer | null {
  const plain = text.replaceAll(/[ \t\r\n]/g, '');
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(plain) && plain !== ''
    ? Buffer.from(plain, 'base64')
    : null;
}
