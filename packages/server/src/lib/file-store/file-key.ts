/** The only shape a key may have, so that it is safe as a path below a folder and as the name of an S3 object. */

/** One to eight segments of lower-case letters, digits and hyphens: no dot, no backslash, no escape, no empty segment. */
const shape = /^[0-9a-z][0-9a-z-]{0,63}(?:\/[0-9a-z][0-9a-z-]{0,63}){0,7}$/;

export function isFileKey(text: string): boolean {
  return shape.test(text);
}

/** @throws Error for any other text: keys are made by us, so a wrong one is a fault in our code. */
export function checkFileKey(key: string): string {
  if (!isFileKey(key)) throw new Error('A file key has a shape that is not allowed.');
  return key;
}
