/** Gives the sandbox both sides of insurance: a product with the token that its partner signs with, and an insurer, us. */
import { findAccount } from '../../store/account.ts';
import { insertProduct } from '../../store/insurance-product.ts';
import { insertInsurer } from '../../store/insurer.ts';
import { lockForSeed } from '../../store/sandbox.ts';
import type { Deps } from '../deps.ts';
import { sandboxIds } from './sandbox-ids.ts';
import { sandboxSigners } from './sandbox-signers.ts';
import { sandboxId } from './seed-sandbox.ts';
import { addSigningKey } from './signing-keys.ts';

const { token, product: code } = sandboxSigners.saladin;
const currency = 'VND';
/** Half a percent of the goods' value. */
const premium = { ppm: 5_000, minimum: 5_000, maximum: null, step: 1_000 } as const;
const base = '/api/v1/delivery-insurance/sme';

/** What is there stays as it is; what was revoked does not come back. */
export async function seedInsurance(deps: Deps): Promise<void> {
  await deps.db.house.transaction().execute(async (tx) => {
    // of two processes that start at once, one makes it
    await lockForSeed(tx, sandboxId);
    if (!(await findAccount(tx, sandboxId))) return;
    const times = { createdAt: deps.now(), updatedAt: deps.now() };
    const product = {
      ...times,
      accountId: sandboxId,
      code,
      version: 1,
      name: 'Delivery insurance for SMEs',
      numberPrefix: 'AHA',
      currency,
      leastValue: 10_000,
      mostValue: 50_000_000,
      premium,
      checkPremium: true,
      coverage: 'Loss of and damage to the goods between pickup and drop-off.',
      validDays: 30,
      claimDays: 15,
      archivedAt: null,
    };
    if (!(await insertProduct(tx, product))) return;
    // the token may be another account's
    await addSigningKey(deps, tx, sandboxId, {
      dialect: 'saladin',
      label: 'Sandbox insurance',
      scheme: 'md5-concat',
      key: null,
      secret: token,
      encryptionKey: null,
      encryptionRequired: false,
    });
    const insurer = {
      ...times,
      accountId: sandboxId,
      id: sandboxIds.insurer,
      version: 1,
      name: 'Own insurer',
      baseUrl: null,
      own: true,
      paths: { orders: `${base}/orders`, tracking: `${base}/tracking`, cancel: `${base}/cancel` },
      productCode: code,
      currency,
      premium,
      // whoever wants deliveries insured switches it on
      state: 'paused',
    } as const;
    await insertInsurer(tx, insurer, deps.secrets.seal(token));
  });
}
