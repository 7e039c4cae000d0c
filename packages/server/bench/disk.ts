/** What the disk can do at best: one durable commit is never faster than one fdatasync. */
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './row.ts';

/** Median milliseconds to write 8 KiB and have them on disk. */
export function fdatasyncMs(seconds: number): number {
  const path = join(tmpdir(), `waybill-fdatasync-${process.pid}`);
  const file = openSync(path, 'w');
  const page = Buffer.alloc(8192, 1);
  const times: number[] = [];
  for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
    const begun = performance.now();
    writeSync(file, page, 0, page.length, 0);
    fdatasyncSync(file);
    times.push(performance.now() - begun);
  }
  closeSync(file);
  rmSync(path);
  return median(times);
}
