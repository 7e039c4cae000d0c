/** Gives the sandbox what GotSurge's partners need: a platform with its people, an app, and a courier on duty. */
import type { Kysely } from 'kysely';
import { roles } from '../../domain/partner/roles.ts';
import { insertCourier } from '../../store/courier.ts';
import { insertCredential } from '../../store/credential.ts';
import {
  hasSeedApp,
  insertSeedApp,
  insertSeedDuty,
  insertSeedPlatform,
  lockForSeed,
  moveSeedApp,
  type SeedOrganisation,
} from '../../store/sandbox.ts';
import type { DB } from '../../store/schema.ts';
import { insertTracker } from '../../store/tracker.ts';
import { insertVehicle } from '../../store/vehicle.ts';
import type { Deps } from '../deps.ts';
import { recordPositionsById } from '../tracking/record-positions.ts';
import { sandboxPartner } from './sandbox-partner.ts';
import { sandboxIdOf as idOf, sandboxIds } from './sandbox-ids.ts';
import { seedTasks } from './seed-tasks.ts';
import { sandboxId } from './seed-sandbox.ts';

const own: SeedOrganisation = { id: sandboxIds.logistics, businessName: 'Sandbox Logistics' };
const associated: readonly SeedOrganisation[] = [
  { id: sandboxIds.merchant, businessName: 'Sandbox Merchant' },
  { id: sandboxIds.marine, businessName: 'Sandbox Marine' },
];
/** From here on, five for each organisation. */
const firstRole = 0x10;
const organisationRoles = [own, ...associated]
  .flatMap(({ id }) => roles.map((name) => ({ organisationId: id, name })))
  .map((role, index) => ({ ...role, id: idOf(firstRole + index) }));

const vehicleNumber = 'SBX1234A';
/** Near Clementi. */
const courierAt = { lat: 1.2966, lng: 103.7764 };

/**
 * Once the server listens: only then its address is known, which the app is registered with. What is there stays; a
 * fix of the courier is new each time, for one who was not seen lately gets no offers.
 */
export async function seedGotSurge(deps: Deps): Promise<void> {
  const home = `${deps.publicUrl()}/gotsurge/playground`;
  await deps.db.house.transaction().execute(async (tx) => {
    // of two processes that start at once, one makes it
    await lockForSeed(tx, sandboxId);
    if (await hasSeedApp(tx, sandboxPartner.clientKey)) return;
    const passwordHash = await deps.passwords.hash(sandboxPartner.password);
    await insertPlatform(tx, passwordHash);
    await insertSeedApp(tx, {
      accountId: sandboxId,
      id: sandboxIds.app,
      name: 'Playground',
      clientKey: sandboxPartner.clientKey,
      sealedSecret: deps.secrets.seal(sandboxPartner.secretKey),
      platformId: sandboxIds.platform,
      home,
    });
    await insertDriver(deps, tx, passwordHash);
  });
  await seedTasks(deps);
  await moveSeedApp(deps.db.house, { accountId: sandboxId, id: sandboxIds.app, home });
  const caller = { accountId: sandboxId, actor: 'sandbox', credentialId: null };
  const fix = { ...courierAt, recordedAt: deps.now(), speedKmh: 0, batteryPercent: 100, temperatureC: null, messageType: null }; // prettier-ignore
  await recordPositionsById(deps, caller, sandboxIds.tracker, [fix]);
}

async function insertPlatform(tx: Kysely<DB>, passwordHash: string): Promise<void> {
  const [orgAdmin, merchant] = sandboxPartner.people;
  await insertSeedPlatform(tx, {
    accountId: sandboxId,
    id: sandboxIds.platform,
    name: 'Sandbox platform',
    own,
    associated,
    roles: organisationRoles,
    members: [
      { ...orgAdmin, id: sandboxIds.orgAdmin, organisationId: own.id, passwordHash },
      { ...merchant, id: sandboxIds.merchantMember, organisationId: sandboxIds.merchant, passwordHash },
    ],
  });
}

async function insertDriver({ newId, now }: Deps, tx: Kysely<DB>, passwordHash: string): Promise<void> {
  const base = { accountId: sandboxId, createdAt: now() };
  const capacity = { capacityUnits: null, capacityVolumeCm3: null, capacityWeightGrams: null };
  const trackerCode = `courier:${sandboxIds.courier}`;
  const credential = { accountId: sandboxId, id: newId(), dialect: 'courier', label: 'Sandbox driver', lookup: sandboxPartner.courier, passwordHash }; // prettier-ignore
  // the name may be taken by another account's courier
  const signsIn = await insertCredential(tx, credential);
  await insertTracker(tx, { ...base, id: sandboxIds.tracker, code: trackerCode, kind: 'phone' });
  const vehicle = { ...base, ...capacity, id: sandboxIds.vehicle, version: 1, number: vehicleNumber, trackerId: null, trackerCode: null, details: {} }; // prettier-ignore
  await insertVehicle(tx, vehicle);
  const courier = {
    ...base,
    ...capacity,
    id: sandboxIds.courier,
    version: 1,
    employeeNumber: 'SANDBOX-DRIVER',
    name: 'Sandbox driver',
    phone: '+6580000000',
    email: sandboxPartner.courier,
    branch: null,
    vehicleId: sandboxIds.vehicle,
    vehicleNumber,
    trackerId: sandboxIds.tracker,
    trackerCode,
    maxDistanceMetres: null,
    preferredPostalCode: null,
    languages: [],
    daysOff: [],
    shifts: [],
    details: {},
  };
  await insertCourier(tx, courier, signsIn ? credential.id : null);
  await insertSeedDuty(tx, {
    accountId: sandboxId,
    courierId: courier.id,
    organisationId: own.id,
    vehicleKind: 'van_1.7m',
    emissionsType: 'ev',
    marine: true,
    since: now(),
  });
}
