/** Lets a file through and breaks off when its bytes are not those that were kept. */
import { createHash } from 'node:crypto';
import { pipeline, Readable, Transform } from 'node:stream';

/** The file under a key was changed since it was kept. */
export class FileChanged extends Error {
  constructor() {
    super('The stored file is not the one that was kept: its SHA-256 differs.');
    this.name = 'FileChanged';
  }
}

/**
 * The newest chunk is held back until the digest is known, so that a changed file never arrives whole: a reader that
 * was told its length sees it break off.
 * @param sha256 lower-case hex.
 */
export function checkDigest(source: Readable, sha256: string): Readable {
  const hash = createHash('sha256');
  let held: Buffer | undefined;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      const ready = held;
      held = chunk;
      done(null, ready);
    },
    flush(done) {
      if (hash.digest('hex') === sha256) done(null, held);
      else done(new FileChanged());
    },
  });
  // whoever reads the result sees the error there
  return pipeline(source, check, () => undefined);
}
