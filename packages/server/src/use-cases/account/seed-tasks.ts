/** Gives the sandbox two tasks of GotSurge's, so that each list has something in it. */
import type { Account } from '../../domain/account/account.ts';
import { blankAddress, blankPlace } from '../../domain/delivery/blank-place.ts';
import type { Item, Place } from '../../domain/delivery/delivery.ts';
import type { LatLng } from '../../domain/geo.ts';
import { wholeAccount } from '../../domain/partner/scope.ts';
import { leftUnsaid, type TaskDraft, type TaskTerms } from '../../domain/task/task-draft.ts';
import { findAccount } from '../../store/account.ts';
import { findSeedTasks, lockForSeed } from '../../store/sandbox.ts';
import type { Deps } from '../deps.ts';
import { createTasks } from '../task/create-tasks.ts';
import { sandboxIds } from './sandbox-ids.ts';
import { sandboxId } from './seed-sandbox.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** A draft, and one for boats that couriers are asked for until somebody takes it. Those that are there stay as they are. */
export async function seedTasks(deps: Deps): Promise<void> {
  await deps.db.house.transaction().execute(async (tx) => {
    // of two processes that start at once, the second one waits and finds them
    await lockForSeed(tx, sandboxId);
    const account = await findAccount(tx, sandboxId);
    if (!account) return;
    const there = await findSeedTasks(tx, sandboxId, [sandboxIds.draftTask, sandboxIds.marineTask]);
    const now = deps.now();
    if (!there.has(sandboxIds.draftTask)) await make(deps, account, sandboxIds.draftTask, 'draft', draft(now));
    if (!there.has(sandboxIds.marineTask)) await make(deps, account, sandboxIds.marineTask, 'offered', marine(now));
  });
}

async function make(deps: Deps, account: Account, id: string, state: 'draft' | 'offered', task: TaskDraft) {
  const caller = { accountId: account.id, actor: 'sandbox', credentialId: null };
  const maker = { appId: sandboxIds.app, scope: wholeAccount };
  await createTasks(deps, { account, caller }, maker, [task], state, () => id);
}

/** From a shop to an office, some days ahead, so that there is time to broadcast it. */
function draft(now: Date): TaskDraft {
  return {
    organisationId: sandboxIds.merchant,
    delivery: {
      ...leftUnsaid,
      currency: 'SGD',
      waybillNumber: 'SANDBOX-DRAFT',
      orderedAt: now,
      weightGrams: 6_000,
      pickup: place('Chua Li Ting', '+6562220101', '10 Clementi Road', '129742', { lat: 1.2929, lng: 103.7697 }, open(now, 7 * day)), // prettier-ignore
      dropoff: place('Reception', '+6562220102', '1 Fusionopolis Way', '138632', { lat: 1.2992, lng: 103.7876 }, open(now, 7 * day + 4 * hour)), // prettier-ignore
      packages: [box({ code: '1', name: 'Printed leaflets', quantity: 12, weightGrams: 500 })],
    },
    terms: { ...terms, price: 1_200_000, broadcastPreference: 'standard', vehiclePreference: 'car' },
  };
}

/** From a berth of Jurong Port, by a lighter boat, to a vessel at anchor. */
function marine(now: Date): TaskDraft {
  return {
    organisationId: sandboxIds.marine,
    delivery: {
      ...leftUnsaid,
      currency: 'SGD',
      waybillNumber: 'SANDBOX-MARINE',
      orderedAt: now,
      weightGrams: 80_000,
      pickup: place('Rahim bin Osman', '+6562220103', '37 Jurong Port Road', '619110', { lat: 1.3069, lng: 103.7176 }, open(now, day)), // prettier-ignore
      dropoff: place('Capt. Okafor', '+6562220104', 'Western Anchorage', null, { lat: 1.2494, lng: 103.7494 }, open(now, day + 4 * hour)), // prettier-ignore
      packages: [box({ code: '1', name: 'Engine spare parts', quantity: 4, weightGrams: 20_000 })],
    },
    terms: {
      ...terms,
      price: 8_000_000,
      broadcastPreference: 'marine',
      vehiclePreference: 'van_1.7m',
      // what a partner would have sent of them
      attributes: {
        from_contact: { name: 'Rahim bin Osman', phone: '+6562220103', company_name: 'Jurong Port', berth_no: 'J10' },
        to_contact: {
          name: 'Capt. Okafor',
          phone: '+6562220104',
          vessel_id: 'SBX-1',
          vessel_imo: 9_074_729,
          vessel_name: 'Sandbox Star',
          lighter_boat_name: 'Sandbox Lighter 2',
          lighter_company_name: 'Sandbox Marine',
        },
      },
    },
  };
}

const terms = {
  invoiceNumber: null,
  groupTag: null,
  isUrgent: false,
  currency: 'SGD',
  serviceType: null,
  attributes: {},
} as const satisfies Partial<TaskTerms>;

/** For three hours. @param ahead milliseconds */
function open(now: Date, ahead: number): Place['window'] {
  const from = now.getTime() + ahead;
  return { from: new Date(from), until: new Date(from + 3 * hour) };
}

function place(
  customerName: string,
  phone: string,
  street: string,
  postalCode: string | null,
  position: LatLng,
  window: Place['window'],
): Place {
  const address = { ...blankAddress, street, city: 'Singapore', country: 'SG', postalCode };
  return { ...blankPlace, customerName, phone, address, position, window };
}

function box(item: Pick<Item, 'code' | 'name' | 'quantity' | 'weightGrams'>) {
  const items = [{ ...item, price: 0, deliveredQuantity: null, type: null }];
  return { code: '1', type: null, amount: null, units: item.quantity, state: 'expected', loadedUnits: 0, unloadedUnits: 0, items } as const; // prettier-ignore
}
