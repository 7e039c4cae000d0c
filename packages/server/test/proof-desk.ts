/** Everything that the use-cases of proofs need, real: a database, a folder of files, a log that can be read. */

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import sharp from 'sharp';
import { createDiskFileStore } from '../src/lib/file-store/disk-file-store.ts';
import { newId } from '../src/lib/new-id.ts';
import type { Caller } from '../src/use-cases/caller.ts';
import type { ProofInput } from '../src/use-cases/proof/check-proof.ts';
import { testDatabase } from './database.ts';
import { seedDelivery } from './seed-delivery.ts';

export const startOfTest = new Date('2026-03-01T12:00:00Z');

export const openProofDesk = async () => {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'waybill-proofs-'));
  const clock = { now: startOfTest };
  const lines: string[] = [];
  const sink = new Writable({
    write: (line, _encoding, done) => {
      lines.push(String(line));
      done();
    },
  });
  return {
    database,
    folder,
    clock,
    log: () => lines.join(''),
    deps: {
      db: database.tenants,
      files: createDiskFileStore(folder),
      log: pino(sink),
      newId,
      now: () => clock.now,
    },
    /** Whole files in the folder, and the rows that name files. */
    counts: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const rows = await database.db.selectFrom('proof_file').select('storage_key').execute();
      return { files: entries.filter((entry) => entry.isFile()).length, rows: rows.length };
    },
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

export type ProofDesk = Awaited<ReturnType<typeof openProofDesk>>;

/** An account with a delivery, and a caller who may add proofs to it. */
export const seedCaller = async ({ database }: ProofDesk, legs?: Parameters<typeof seedDelivery>[1]) => {
  const { accountId, deliveryId } = await seedDelivery(database.db, legs);
  const caller: Caller = { accountId, actor: 'courier app', credentialId: null };
  return { caller, deliveryId };
};

const canvas = { create: { width: 60, height: 40, channels: 3, background: 'teal' } } as const;
export const photo = await sharp(canvas)
  .withExif({ IFD3: { GPSLatitudeRef: 'N' } })
  .jpeg()
  .toBuffer();
export const signature = await sharp(canvas).png().toBuffer();

export const proofInput = (deliveryId: string, more: Partial<ProofInput> = {}): ProofInput => ({
  deliveryId,
  leg: 'dropoff',
  recipientName: 'Mira Rao',
  note: 'behind the blue gate',
  position: { lat: 12.97, lng: 77.59 },
  capturedAt: new Date(startOfTest.getTime() - 60_000),
  files: [
    { kind: 'photo', bytes: photo },
    { kind: 'signature', bytes: signature },
  ],
  ...more,
});
