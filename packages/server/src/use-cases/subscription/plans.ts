/** Subscription plans: made with their variations, read, changed for later orders. */
import { DomainError, duplicate, invalid, type Fault } from '../../domain/errors.ts';
import type { PlanDraft, PlanVariation, SubscriptionPlan, VariationDraft } from '../../domain/subscription/plan.ts';
import { nextSerial } from '../../store/serial-counter.ts';
import { findStore } from '../../store/store.ts';
import {
  findPlan,
  insertPlan,
  insertVariations,
  listPlans as selectPlans,
  lockPlan,
  savePlan,
  savePrices,
} from '../../store/subscription-plan.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';
import { assertVersion } from './assert-version.ts';

/** Variations of one plan at most: they are always read together. */
const quota = 100;

/** @throws DomainError `invalid_input` for an unknown store, or for two variations of one name */
export async function createPlan(deps: Deps, caller: Caller, draft: PlanDraft): Promise<SubscriptionPlan> {
  assertDistinct(draft.variations);
  const now = deps.now();
  const { accountId } = caller;
  const variations = draft.variations.map((one) => ({ ...one, id: deps.newId() }));
  const made = { ...draft, variations, accountId, id: deps.newId(), version: 1, archivedAt: null, createdAt: now, updatedAt: now }; // prettier-ignore
  return transact(deps, caller, async (tx) => {
    if (!(await findStore(tx, accountId, draft.storeId))) throw invalid('storeId', 'There is no such store.');
    const plan = { ...made, number: await nextSerial(tx, accountId, 'plan') };
    await insertPlan(tx, plan);
    return plan;
  });
}

/** @throws DomainError `subscription_plan_not_found` */
export async function getPlan(deps: Deps, { accountId }: Caller, id: string): Promise<SubscriptionPlan> {
  const plan = await findPlan(deps.db.of(accountId), accountId, id);
  if (!plan) throw notFound();
  return plan;
}

export async function listPlans(deps: Deps, { accountId }: Caller, page: PageOf): Promise<SubscriptionPlan[]> {
  return selectPlans(deps.db.of(accountId), accountId, page);
}

/** A field that is not given stays as it is. */
export interface PlanChange extends Partial<Pick<SubscriptionPlan, 'name' | 'dueDays' | 'deliveryDays'>> {
  /** What they cost from now on. Others stay as they are. */
  readonly variations?: readonly Pick<PlanVariation, 'id' | 'price'>[];
  /** Nobody subscribes to it any more; orders that there are go on. */
  readonly archived?: boolean;
}

/**
 * For later orders: those that were placed keep their terms.
 * @param version that the client saw; null: any
 * @throws DomainError `subscription_plan_not_found`, `version_conflict`, `invalid_input` for a variation that it does not have
 */
export async function changePlan(
  deps: Deps,
  caller: Caller,
  { id, version, change }: { readonly id: string; readonly version: number | null; readonly change: PlanChange },
): Promise<SubscriptionPlan> {
  const { archived, variations: prices = [], ...fields } = change;
  const now = deps.now();
  return transact(deps, caller, async (tx) => {
    const before = await lockPlan(tx, caller.accountId, id);
    if (!before) throw notFound();
    assertVersion('plan', before, version);
    const archivedAt = archived === undefined ? before.archivedAt : archived ? (before.archivedAt ?? now) : null;
    const variations = priced(before.variations, prices);
    const after = { ...before, ...fields, variations, archivedAt, version: before.version + 1, updatedAt: now };
    await savePlan(tx, after);
    if (prices.length > 0) await savePrices(tx, after);
    return after;
  });
}

/** @throws DomainError `subscription_plan_not_found`, `duplicate` (name), `invalid_input` when it has too many */
export async function addVariation(
  deps: Deps,
  caller: Caller,
  planId: string,
  draft: VariationDraft,
): Promise<SubscriptionPlan> {
  return transact(deps, caller, async (tx) => {
    const before = await lockPlan(tx, caller.accountId, planId);
    if (!before) throw notFound();
    const { variations } = before;
    if (variations.some(({ name }) => name === draft.name)) {
      throw duplicate('name', `The plan has a variation ${draft.name} already.`, 'It is taken.');
    }
    if (variations.length >= quota) throw invalid('name', `A plan can have ${quota} variations.`);
    const added = { ...draft, id: deps.newId() };
    const after = { ...before, variations: [...variations, added], version: before.version + 1, updatedAt: deps.now() };
    await savePlan(tx, after);
    await insertVariations(tx, after, [added], variations.length);
    return after;
  });
}

function priced(
  variations: readonly PlanVariation[],
  prices: readonly Pick<PlanVariation, 'id' | 'price'>[],
): readonly PlanVariation[] {
  const unknown = prices.findIndex(({ id }) => !variations.some((one) => one.id === id));
  if (unknown >= 0) throw invalid(`variations.${unknown}.id`, 'The plan has no such variation.');
  const byId = new Map(prices.map(({ id, price }) => [id, price]));
  return variations.map((one) => ({ ...one, price: byId.get(one.id) ?? one.price }));
}

function assertDistinct(variations: readonly VariationDraft[]): void {
  const names = variations.map(({ name }) => name);
  const faults = names.flatMap((name, index): Fault[] =>
    names.indexOf(name) < index ? [{ path: `variations.${index}.name`, message: 'Another has the name already.' }] : [],
  );
  if (faults.length > 0) throw new DomainError('invalid_input', 'Each variation has a name of its own.', faults);
}

const notFound = () => new DomainError('subscription_plan_not_found', 'There is no such subscription plan.');
