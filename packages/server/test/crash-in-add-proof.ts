/** A process that dies while it adds a proof: `node crash-in-add-proof.ts <moment> <url> <folder> <account> <delivery>`. */

import { pino } from 'pino';
import { createDiskFileStore } from '../src/lib/file-store/disk-file-store.ts';
import { newId } from '../src/lib/new-id.ts';
import { createDatabase } from '../src/store/database.ts';
import { createPool } from '../src/store/pool.ts';
import { addProof } from '../src/use-cases/proof/add-proof.ts';
import { proofInput, startOfTest } from './proof-desk.ts';

const [moment, url = '', folder = '', accountId = '', deliveryId = ''] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const files = createDiskFileStore(folder);

const die = async (): Promise<void> => {
  process.kill(process.pid, 'SIGKILL');
  // the signal is on its way: go no further
  await new Promise(() => setInterval(() => undefined, 1000));
};

await addProof(
  {
    db: createDatabase(createPool({ url, size: 1, log })),
    log,
    newId,
    now: () => startOfTest,
    files: {
      ...files,
      put: async (...file) => {
        await files.put(...file);
        if (moment === 'file-kept') await die();
      },
    },
  },
  { accountId, actor: 'courier app', credentialId: null, ...(moment === 'row-written' && { seal: die }) },
  proofInput(deliveryId),
);
