/** Gives the sandbox what SUBPLACE's samples name: two keys that sign, and a store whose plan 180 people have subscribed to. */
import type { Kysely } from 'kysely';
import { create } from '../../domain/delivery/lifecycle.ts';
import { findAccount } from '../../store/account.ts';
import { insertEvents } from '../../store/event.ts';
import { insertDeliveries } from '../../store/insert-deliveries.ts';
import { writeListing } from '../../store/listing.ts';
import { lockForSeed } from '../../store/sandbox.ts';
import { hasSeedStore, insertSeedShop, insertSeedSubscriptions, saveSeedPartnerCode, saveSeedSerials } from '../../store/sandbox-subscriptions.ts'; // prettier-ignore
import type { DB } from '../../store/schema.ts';
import type { Deps } from '../deps.ts';
import { billRow, fulfilmentRow, orderRow } from '../listing/rows.ts';
import { toWrite } from '../record-events.ts';
import { sandboxIds } from './sandbox-ids.ts';
import { sandboxSigners } from './sandbox-signers.ts';
import { sandboxPartnerCode, sandboxPrice, sandboxSerials, sandboxStore, sandboxSubscribers, sandboxSubscriptions, sandboxTerms, type SandboxSubscription } from './sandbox-subscriptions.ts'; // prettier-ignore
import { sandboxId } from './seed-sandbox.ts';
import { addSigningKey } from './signing-keys.ts';

/** What is there stays as it is; what was revoked does not come back. */
export async function seedSubplace(deps: Deps): Promise<void> {
  await deps.db.house.transaction().execute(async (tx) => {
    // of two processes that start at once, one makes it
    await lockForSeed(tx, sandboxId);
    const account = await findAccount(tx, sandboxId);
    if (!account || (await hasSeedStore(tx, sandboxId, sandboxIds.store))) return;
    await addKeys(deps, tx);
    await saveSeedPartnerCode(tx, sandboxId, sandboxPartnerCode);
    const subscribers = sandboxSubscribers.map((one) => ({ ...one, id: deps.newId() }));
    await insertSeedShop(tx, {
      accountId: sandboxId,
      store: { id: sandboxIds.store, name: sandboxStore },
      plan: { id: sandboxIds.subscriptionPlan, variationId: sandboxIds.planVariation },
      terms: sandboxTerms,
      price: sandboxPrice,
      subscribers,
    });
    const { newId } = deps;
    const made = sandboxSubscriptions({ accountId: sandboxId, timeZone: account.timeZone, newId, now: deps.now(), subscribers }); // prettier-ignore
    await insertSeedDeliveries(deps, tx, made);
    await insertSeedSubscriptions(tx, made);
    await saveSeedSerials(tx, sandboxId, sandboxSerials);
    await writeListing(tx, sandboxId, made.flatMap(listed)); // prettier-ignore
  });
}

async function addKeys(deps: Deps, tx: Kysely<DB>): Promise<void> {
  const { key, sealedKey, secret, encryptionKey } = sandboxSigners.subplace;
  const common = { dialect: 'subplace', scheme: 'hmac-sha256-sorted', secret } as const;
  await addSigningKey(deps, tx, sandboxId, { ...common, label: 'Sandbox SUBPLACE', key, encryptionKey: null, encryptionRequired: false }); // prettier-ignore
  await addSigningKey(deps, tx, sandboxId, { ...common, label: 'Sandbox SUBPLACE, encrypted', key: sealedKey, encryptionKey: Buffer.from(encryptionKey, 'base64'), encryptionRequired: true }); // prettier-ignore
}

async function insertSeedDeliveries(deps: Deps, tx: Kysely<DB>, made: readonly SandboxSubscription[]): Promise<void> {
  const now = deps.now();
  const born = made.map(({ delivery, fulfilment }) =>
    create(delivery, { accountId: sandboxId, id: fulfilment.deliveryId ?? deps.newId(), now }),
  );
  const caller = { accountId: sandboxId, actor: 'sandbox', credentialId: null };
  await insertDeliveries(tx, born.map(({ delivery }) => delivery)); // prettier-ignore
  await insertEvents(tx, born.map(({ event }) => toWrite(deps, caller, event))); // prettier-ignore
}

function listed({ order, bill, fulfilment, subscriber: { name, contact } }: SandboxSubscription) {
  const view = {
    order,
    store: { name: sandboxStore },
    subscriber: { name, email: contact.email, phone: contact.phone },
  };
  return [orderRow(view), fulfilmentRow(view, fulfilment), billRow(view, bill)];
}
