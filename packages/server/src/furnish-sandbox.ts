/** The sandbox: what the partners' samples name, and how to get in. */
import { patiently } from './store/pool.ts';
import { sandboxDelivery } from './use-cases/account/sandbox-delivery.ts';
import { sandboxPartner } from './use-cases/account/sandbox-partner.ts';
import { sandboxSigners } from './use-cases/account/sandbox-signers.ts';
import { seedGotSurge } from './use-cases/account/seed-gotsurge.ts';
import { seedInsurance } from './use-cases/account/seed-insurance.ts';
import { seedMDelivery } from './use-cases/account/seed-mdelivery.ts';
import { sandboxCredentials } from './use-cases/account/seed-sandbox.ts';
import { seedSubplace } from './use-cases/account/seed-subplace.ts';
import type { Deps } from './use-cases/deps.ts';

/** Once the server listens: some of it names the server's own address. What is there already stays as it is. */
export const furnishSandbox = async (deps: Deps): Promise<void> => {
  for (const seed of [seedGotSurge, seedMDelivery, seedSubplace, seedInsurance]) await patiently(() => seed(deps));
};

/** For the greeting. */
export const sandboxWords = (publicUrl: string) =>
  `LogiNext: user ${sandboxCredentials.loginext.userName}, password ${sandboxCredentials.loginext.password}; ` +
  `native API: key ${sandboxCredentials.native.key}; ` +
  `GotSurge: ${publicUrl}/gotsurge/playground, user ${sandboxPartner.people[0].email}, password ${sandboxPartner.password}; ` +
  `MDelivery: token ${sandboxDelivery.token}; ` +
  `SUBPLACE: key ${sandboxSigners.subplace.key}, secret ${sandboxSigners.subplace.secret}; ` +
  `insurance: token ${sandboxSigners.saladin.token}`;
