/** Makes the sandbox account, with the credentials and things that the partners' samples name. */
import { defaultSettings, type Account } from '../../domain/account/account.ts';
import type { Hub } from '../../domain/hub/hub.ts';
import { sha256 } from '../../lib/hash.ts';
import { findAccount, insertAccount } from '../../store/account.ts';
import { insertCredential } from '../../store/credential.ts';
import { insertHubs } from '../../store/hub.ts';
import { insertTracker } from '../../store/tracker.ts';
import { insertVehicle } from '../../store/vehicle.ts';
import type { Deps } from '../deps.ts';

/** Known to everyone who reads the documents; good for nothing but trying things out. */
export const sandboxCredentials = {
  loginext: { userName: 'demouser', password: 'Admin#1!' },
  native: { key: 'sandbox-native-key' },
} as const;

export const sandboxId = '01900000-0000-7000-8000-00000000270f';

const sandbox: Account = {
  id: sandboxId,
  name: 'sandbox',
  currency: 'INR',
  timeZone: 'Asia/Kolkata',
  settings: { ...defaultSettings, autoCreateReferences: true, batchSize: 100, requestsPerSecond: 100_000 },
};

/** Codes of the samples: hubs of Haul, branches of Mile. */
const hubs: readonly (readonly [code: string, name: string, lat: number, lng: number])[] = [
  ['CNND', 'Chennai hub', 13.0827, 80.2707],
  ['NAGD', 'Nagpur hub', 21.1458, 79.0882],
  ['AMDD', 'Ahmedabad hub', 23.0225, 72.5714],
  ['BOMX', 'Mumbai hub', 19.0896, 72.8656],
  ['BLRX', 'Bengaluru hub', 12.9716, 77.5946],
  ['DELU', 'Delhi hub', 28.6139, 77.209],
  ['Gurgaon', 'Gurgaon branch', 28.4595, 77.0266],
  ['test', 'Powai branch', 19.1176, 72.906],
  ['testbranch', 'Vikhroli branch', 19.1076, 72.9271],
  ['Mumbai', 'Mumbai branch', 19.076, 72.8777],
  ['LMDMumbai', 'Mumbai last mile', 19.1136, 72.8697],
];

const vehicleNumber = 'MH40AK0175';
const trackers = ['LN00590915', 'LN12345678'] as const;

/** Does nothing where the account exists. All or nothing, so that an interrupted start is made good by the next. */
export async function seedSandbox(deps: Deps): Promise<void> {
  if (await findAccount(deps.db.house, sandbox.id)) return;
  const passwordHash = await deps.passwords.hash(sandboxCredentials.loginext.password);
  await deps.db.house.transaction().execute(async (tx) => {
    // of two processes that start at once, one makes it
    if (!(await insertAccount(tx, sandbox))) return;
    const credential = { accountId: sandbox.id, passwordHash: null };
    await insertCredential(tx, {
      ...credential,
      id: deps.newId(),
      dialect: 'loginext',
      label: 'Last Mile Demo User',
      lookup: sandboxCredentials.loginext.userName,
      passwordHash,
    });
    await insertCredential(tx, {
      ...credential,
      id: deps.newId(),
      dialect: 'native',
      label: 'Sandbox key',
      lookup: sha256(sandboxCredentials.native.key).toString('hex'),
    });
    await insertHubs(tx, hubs.map((hub) => toHub(deps, hub))); // prettier-ignore
    const ids = trackers.map((code) => ({
      accountId: sandbox.id,
      id: deps.newId(),
      code,
      kind: 'device' as const,
      createdAt: deps.now(),
    }));
    for (const tracker of ids) await insertTracker(tx, tracker);
    await insertVehicle(tx, {
      accountId: sandbox.id,
      id: deps.newId(),
      version: 1,
      number: vehicleNumber,
      trackerId: ids[0]?.id ?? null,
      trackerCode: trackers[0],
      capacityUnits: 100,
      capacityVolumeCm3: 5_000_000,
      capacityWeightGrams: 1_500_000,
      details: { vehicleModel: 'Truck', typeOfBody: 'TRUCK' },
      createdAt: deps.now(),
    });
  });
}

function toHub({ newId, now }: Deps, [code, name, lat, lng]: (typeof hubs)[number]): Hub {
  return {
    accountId: sandbox.id,
    id: newId(),
    code,
    name,
    position: { lat, lng },
    geofenceMetres: 300,
    address: null,
    createdAt: now(),
  };
}
