/** Gives the sandbox what SUBPLACE's samples name: two keys that sign, and a store whose plan 180 people have subscribed to. */
import type { Kysely } from 'kysely';
import { findAccount } from '../../store/account.ts';
import { insertBills } from '../../store/bill.ts';
import { insertEvents } from '../../store/event.ts';
import { insertFulfilments } from '../../store/fulfilment.ts';
import { insertDeliveries } from '../../store/insert-deliveries.ts';
import { writeListing } from '../../store/listing.ts';
import { lockForSeed, saveSeedPartnerCode } from '../../store/sandbox.ts';
import type { DB } from '../../store/schema.ts';
import { raiseSerials } from '../../store/serial-counter.ts';
import { findStore, insertStore } from '../../store/store.ts';
import { insertSubscribers } from '../../store/subscriber.ts';
import { insertSubscriptionOrders } from '../../store/subscription-order.ts';
import { insertPlan } from '../../store/subscription-plan.ts';
import type { Deps } from '../deps.ts';
import { billRow, fulfilmentRow, orderRow } from '../listing/rows.ts';
import { toWrite } from '../record-events.ts';
import { sandboxIds } from './sandbox-ids.ts';
import { sandboxShop } from './sandbox-shop.ts';
import { sandboxSigners } from './sandbox-signers.ts';
import { sandboxPartnerCode, sandboxSerials, sandboxSubscriptions, type SandboxSubscription } from './sandbox-subscriptions.ts'; // prettier-ignore
import { sandboxId } from './seed-sandbox.ts';
import { addSigningKey } from './signing-keys.ts';

/** What is there stays as it is; what was revoked does not come back. */
export async function seedSubplace(deps: Deps): Promise<void> {
  const { newId, now } = deps;
  await deps.db.house.transaction().execute(async (tx) => {
    // of two processes that start at once, one makes it
    await lockForSeed(tx, sandboxId);
    const account = await findAccount(tx, sandboxId);
    if (!account || (await findStore(tx, sandboxId, sandboxIds.store))) return;
    const shop = sandboxShop(sandboxId, newId, now());
    // somebody may have made one of that name
    if (!(await insertStore(tx, shop.store))) return;
    await insertPlan(tx, shop.plan);
    await insertSubscribers(tx, shop.subscribers);
    await addKeys(deps, tx);
    await saveSeedPartnerCode(tx, sandboxId, sandboxPartnerCode);
    // counters of numbers before those of lists, as everywhere
    await raiseSerials(tx, sandboxId, { ...sandboxSerials, plan: shop.plan.number });
    await insertAll(deps, tx, sandboxSubscriptions({ shop, timeZone: account.timeZone, newId, now: now() }));
  });
}

async function addKeys(deps: Deps, tx: Kysely<DB>): Promise<void> {
  const { key, sealedKey, secret, encryptionKey } = sandboxSigners.subplace;
  const common = { dialect: 'subplace', scheme: 'hmac-sha256-sorted', secret } as const;
  await addSigningKey(deps, tx, sandboxId, { ...common, label: 'Sandbox SUBPLACE', key, encryptionKey: null, encryptionRequired: false }); // prettier-ignore
  await addSigningKey(deps, tx, sandboxId, { ...common, label: 'Sandbox SUBPLACE, encrypted', key: sealedKey, encryptionKey: Buffer.from(encryptionKey, 'base64'), encryptionRequired: true }); // prettier-ignore
}

/** A few statements for all of them. Nobody is told of orders of 2022: only their deliveries have events. */
async function insertAll(deps: Deps, tx: Kysely<DB>, made: readonly SandboxSubscription[]): Promise<void> {
  const caller = { accountId: sandboxId, actor: 'sandbox', credentialId: null };
  await insertDeliveries(tx, made.map(({ delivery }) => delivery)); // prettier-ignore
  await insertEvents(tx, made.flatMap(({ deliveryEvents }) => deliveryEvents.map((event) => toWrite(deps, caller, event)))); // prettier-ignore
  await insertSubscriptionOrders(tx, made.map(({ order }) => order)); // prettier-ignore
  await insertBills(tx, made.map(({ bill }) => bill)); // prettier-ignore
  await insertFulfilments(tx, made.map(({ fulfilment }) => fulfilment)); // prettier-ignore
  await writeListing(tx, sandboxId, made.flatMap((one) => [orderRow(one), fulfilmentRow(one, one.fulfilment), billRow(one, one.bill)])); // prettier-ignore
}
