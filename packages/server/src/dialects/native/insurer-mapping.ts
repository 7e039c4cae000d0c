/** Pure: insurers, rules and coverage between the core and the native API. */
import type * as core from '../../domain/coverage/coverage.ts';
import type * as rule from '../../domain/coverage/rule.ts';
import type { CoverageView } from '../../use-cases/coverage/read-coverage.ts';
import type { RuleDraft } from '../../use-cases/insurer/insurance-rules.ts';
import type { InsurerChange, InsurerDraft } from '../../use-cases/insurer/insurers.ts';
import { iso } from './iso.ts';
import { toPremiumRule } from './premium-mapping.ts';
import type { DeliveryInsurance } from './schemas/coverage.ts';
import type { InsuranceRule, InsuranceRulePatch, NewConditions, NewInsuranceRule } from './schemas/insurance-rule.ts';
import type { Insurer, InsurerPatch, NewInsurer, NewPaths } from './schemas/insurer.ts';

export function toInsurerDraft({ paths, premium, ...draft }: NewInsurer): InsurerDraft {
  return { ...draft, paths: toPaths(paths ?? {}), premium: toPremiumRule(premium) };
}

/** Only what is given. */
export function toInsurerChange({ paths, premium, ...change }: InsurerPatch): InsurerChange {
  return { ...change, ...(paths && { paths: toPaths(paths) }), ...(premium && { premium: toPremiumRule(premium) }) };
}

function toPaths({ orders, tracking, cancel }: NewPaths): core.InsurerPaths {
  return { orders: orders ?? null, tracking: tracking ?? null, cancel: cancel ?? null };
}

export function toInsurer(one: core.Insurer): Insurer {
  const { id, version, name, baseUrl, paths, productCode, currency, premium, state } = one;
  const times = { createdAt: iso(one.createdAt), updatedAt: iso(one.updatedAt) };
  return { id, version, name, baseUrl, paths, productCode, currency, premium, state, ...times };
}

export function toRuleDraft({ insurerId, priority, conditions, state }: NewInsuranceRule): RuleDraft {
  return { insurerId, priority, conditions: toConditions(conditions ?? {}), state: state ?? 'active' };
}

/** Only what is given. */
export function toRuleChange({ conditions, ...change }: InsuranceRulePatch): Partial<RuleDraft> {
  return { ...change, ...(conditions && { conditions: toConditions(conditions) }) };
}

function toConditions(given: NewConditions): rule.RuleConditions {
  return {
    leastValue: given.leastValue ?? null,
    mostValue: given.mostValue ?? null,
    paymentMode: given.paymentMode ?? null,
    services: given.services ?? null,
    branches: given.branches ?? null,
  };
}

export function toInsuranceRule(one: rule.InsuranceRule): InsuranceRule {
  const { id, version, insurerId, priority, state } = one;
  const { services, branches, ...values } = one.conditions;
  const conditions = { ...values, services: services && [...services], branches: branches && [...branches] };
  return { id, version, insurerId, priority, conditions, state, createdAt: iso(one.createdAt), updatedAt: iso(one.updatedAt) }; // prettier-ignore
}

export function toDeliveryInsurance(deliveryId: string, view: CoverageView | null): DeliveryInsurance {
  if (!view) return { deliveryId, coverage: null };
  const { coverage: one, insurerName } = view;
  const { id, version, insurerId, trackingNumber, state, policyNumber, certificateUrl, refusal, told, currency } = one;
  const premium = { amount: one.premium, currency };
  const insuredValue = { amount: one.insuredValue, currency };
  const times = { createdAt: iso(one.createdAt), updatedAt: iso(one.updatedAt) };
  const said = { policyNumber, certificateUrl, refusal, told };
  return {
    deliveryId,
    coverage: { id, version, insurerId, insurerName, trackingNumber, state, premium, insuredValue, ...said, ...times },
  };
}
