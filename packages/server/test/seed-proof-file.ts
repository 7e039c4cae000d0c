/** A proof with one photo, added past the wire. */

import sharp from 'sharp';
import type { Deps } from '../src/use-cases/deps.ts';
import { addProof } from '../src/use-cases/proof/add-proof.ts';
import type { Tenant } from './tenant.ts';

/** @returns the id of its file. */
export const seedProofFile = async (deps: Deps, { identity }: Tenant, deliveryId: string): Promise<string> => {
  const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } });
  const proof = await addProof(deps, identity.caller, {
    deliveryId,
    leg: 'dropoff',
    recipientName: null,
    note: null,
    position: null,
    capturedAt: deps.now(),
    files: [{ kind: 'photo', bytes: await picture.jpeg().toBuffer() }],
  });
  const [file] = proof.files;
  if (!file) throw new Error('One file went in and none came out.');
  return file.id;
};
