/** Where files of evidence lie: one interface for a local disk and for S3. */
import type { Readable } from 'node:stream';

export interface FileStore {
  /** Keeps the bytes under the key before it resolves. A key is made by us, never by a client. */
  readonly put: (key: string, content: Buffer, contentType: string) => Promise<void>;
  /**
   * Whoever asks reads the stream to its end or destroys it.
   * @throws FileMissing when nothing lies under the key.
   */
  readonly get: (key: string) => Promise<Readable>;
  /** Resolves also when nothing lies under the key. */
  readonly remove: (key: string) => Promise<void>;
  /** Keys older than the instant, a page at a time: food for the sweep of files that no row names. */
  readonly olderThan: (instant: Date) => AsyncIterable<readonly string[]>;
}

export class FileMissing extends Error {
  constructor(key: string) {
    super(`No file ${key}.`);
    this.name = 'FileMissing';
  }
}
