/** Makes names of files out of what strangers call their things. */

/** Letters, marks and digits of any script, and signs that mean nothing to a shell or a file system. */
const unsafe = /[^\p{L}\p{M}\p{N}._-]+/gu;

/**
 * A name without separators, blanks and signs, that does not begin with a full stop: it leads out of no folder on any
 * system. Different texts can give the same name; whoever needs them apart adds what is unique.
 * @param mostBytes in UTF-8: file systems count bytes, and most of them stop at 255.
 */
export function toFileName(text: string, mostBytes: number): string {
  let name = '';
  let bytes = 0;
  for (const character of text.toWellFormed().normalize('NFC').replace(unsafe, '_').replace(/^\.+/, '_')) {
    bytes += Buffer.byteLength(character);
    if (bytes > mostBytes) break;
    name += character;
  }
  return name;
}
