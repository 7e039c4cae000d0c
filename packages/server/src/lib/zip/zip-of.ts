/** Writes a ZIP as it is read: one file at a time, never more of it in memory than the reader is behind. */
import { PassThrough, type Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

export interface ZipEntry {
  /** With folders before it, divided by slashes. */
  readonly name: string;
  readonly modifiedAt: Date;
  /** Read to its end, or destroyed. */
  readonly content: Readable;
}

/**
 * Files go in as they are: photos and PDFs are packed already. The next one is asked for when the last has been read.
 * When a file or the list breaks off, so does the ZIP: without its directory at the end, no program takes it for whole.
 * A reader that goes away ends the list.
 */
export function zipOf(entries: AsyncIterable<ZipEntry>): Readable {
  const zip = new ZipFile();
  const output = new PassThrough();
  zip.outputStream.pipe(output);
  const gone = new AbortController();
  output.once('close', () => gone.abort());
  zip.once('error', (error: Error) => output.destroy(error));
  // what happens to the list is told by the stream
  void fill(zip, entries, gone.signal).catch((error: unknown) => {
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return output;
}

async function fill(zip: ZipFile, entries: AsyncIterable<ZipEntry>, gone: AbortSignal): Promise<void> {
  for await (const { name, modifiedAt, content } of entries) {
    try {
      if (gone.aborted) return;
      add(zip, name, modifiedAt, content);
      await finished(content, { signal: gone });
      slim(zip);
    } catch (error) {
      if (gone.aborted) return;
      throw error;
    } finally {
      content.destroy();
    }
  }
  if (!gone.aborted) zip.end();
}

/** A ZIP remembers its entries to the end, and with each the function that opens it: it must not hold the stream. */
function add(zip: ZipFile, name: string, mtime: Date, content: Readable): void {
  const waiting = [content];
  zip.addReadStreamLazy(name, { compress: false, mtime }, (open) => {
    const stream = waiting.pop();
    if (stream) open(null, stream);
  });
}

/** What yazl keeps of a file until the directory is written, of which its types do not tell. */
interface Kept {
  utf8FileName?: Buffer;
  doFileDataPump?: unknown;
}

/**
 * A name made of a text is a slice of a slab of 8 KB, which lives as long as any of its slices: ten thousand orders would
 * hold some hundred megabytes. So each name gets bytes of its own, and the function that opened the file goes.
 */
function slim(zip: ZipFile & { readonly entries?: readonly Kept[] }): void {
  const last = zip.entries?.at(-1);
  if (!last?.utf8FileName) return;
  const own = Buffer.alloc(last.utf8FileName.length);
  last.utf8FileName.copy(own);
  last.utf8FileName = own;
  last.doFileDataPump = null;
}
