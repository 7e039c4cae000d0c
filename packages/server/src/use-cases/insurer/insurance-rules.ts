/** Rules by which the deliveries of an account are insured elsewhere: made, read, changed. */
import type { Transaction } from 'kysely';
import type { InsuranceRule } from '../../domain/coverage/rule.ts';
import { DomainError, invalid } from '../../domain/errors.ts';
import {
  countRules,
  findRule,
  insertRule,
  listRules as selectRules,
  lockRule,
  saveRule,
} from '../../store/insurance-rule.ts';
import { findInsurer } from '../../store/insurer.ts';
import type { DB } from '../../store/schema.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';

/** Rules of one account at most: each new delivery is held against all of them. */
const quota = 100;

export type RuleDraft = Pick<InsuranceRule, 'insurerId' | 'priority' | 'conditions' | 'state'>;

/** Deliveries that are made from now on are held against it. @throws DomainError `invalid_input` */
export async function createRule(deps: Deps, caller: Caller, draft: RuleDraft): Promise<InsuranceRule> {
  const now = deps.now();
  const { accountId } = caller;
  const rule: InsuranceRule = { ...draft, accountId, id: deps.newId(), version: 1, createdAt: now, updatedAt: now };
  return transact(deps, caller, async (tx) => {
    if ((await countRules(tx, accountId)) >= quota) {
      throw invalid('insurerId', `An account can have ${quota} rules. Pause or change one instead.`);
    }
    await assertFits(tx, rule);
    await insertRule(tx, rule);
    return rule;
  });
}

/** @throws DomainError `insurance_rule_not_found` */
export async function getRule(deps: Pick<Deps, 'db'>, { accountId }: Caller, id: string): Promise<InsuranceRule> {
  const rule = await findRule(deps.db.of(accountId), accountId, id);
  if (!rule) throw noRule();
  return rule;
}

export async function listRules(deps: Deps, { accountId }: Caller, page: PageOf): Promise<InsuranceRule[]> {
  return selectRules(deps.db.of(accountId), accountId, page);
}

/**
 * What is covered already stays so. A field that is not given stays as it is.
 * @param version that the client saw; null: any
 * @throws DomainError `insurance_rule_not_found`, `version_conflict`, `invalid_input`
 */
export async function changeRule(
  deps: Deps,
  caller: Caller,
  {
    id,
    version,
    change,
  }: { readonly id: string; readonly version: number | null; readonly change: Partial<RuleDraft> },
): Promise<InsuranceRule> {
  return transact(deps, caller, async (tx) => {
    const before = await lockRule(tx, caller.accountId, id);
    if (!before) throw noRule();
    if (version !== null && version !== before.version) {
      throw new DomainError('version_conflict', `The rule is at version ${before.version}. Read it again.`);
    }
    const after = { ...before, ...change, version: before.version + 1, updatedAt: deps.now() };
    await assertFits(tx, after);
    await saveRule(tx, after);
    return after;
  });
}

async function assertFits(tx: Transaction<DB>, { accountId, insurerId, conditions }: InsuranceRule): Promise<void> {
  if (!(await findInsurer(tx, accountId, insurerId))) throw invalid('insurerId', 'There is no such insurer.');
  const { leastValue, mostValue } = conditions;
  if (mostValue !== null && mostValue < (leastValue ?? 0)) {
    throw invalid('conditions.mostValue', 'It lies below the least value.');
  }
}

const noRule = () => new DomainError('insurance_rule_not_found', 'There is no such rule.');
