/** What can be insured and at which price: an insurance product is data. Amounts are minor units. Pure. */
import { DomainError } from '../errors.ts';

/** A part of the goods' value, in parts of a million, rounded to whole steps. */
export interface PremiumRule {
  readonly ppm: number;
  readonly minimum: number;
  /** Null: without a limit. */
  readonly maximum: number | null;
  readonly step: number;
}

export interface InsuranceProduct {
  readonly accountId: string;
  readonly code: string;
  readonly version: number;
  readonly name: string;
  /** Of its policy numbers. */
  readonly numberPrefix: string;
  readonly currency: string;
  /** Of the goods. */
  readonly leastValue: number;
  readonly mostValue: number;
  readonly premium: PremiumRule;
  /** Whether the premium that is sent has to follow the rule. */
  readonly checkPremium: boolean;
  /** What the certificate says is covered. */
  readonly coverage: string;
  readonly validDays: number;
  /** After the end of a policy, in which a claim may still be made. */
  readonly claimDays: number;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Half a step is rounded up. Whole numbers throughout: value times rate may be beyond what a float holds exactly. */
export function premiumOf({ ppm, minimum, maximum, step }: PremiumRule, insuredValue: number): number {
  const whole = 1_000_000n * BigInt(step);
  const steps = (2n * BigInt(insuredValue) * BigInt(ppm) + whole) / (2n * whole);
  const premium = Number(steps * BigInt(step));
  return Math.min(Math.max(premium, minimum), maximum ?? Infinity);
}

/** What is sent may be a step beside the rule: others round otherwise. */
export function followsRule(rule: PremiumRule, insuredValue: number, premium: number): boolean {
  return Math.abs(premium - premiumOf(rule, insuredValue)) <= rule.step;
}

/** @throws DomainError `rule_refused` for goods that the product does not insure, and for another premium than its own */
export function assertInsurable(
  product: InsuranceProduct,
  { insuredValue, premium }: { readonly insuredValue: number; readonly premium: number },
): void {
  const { leastValue, mostValue } = product;
  if (product.archivedAt !== null) throw refused('productCode', 'The product is no longer offered.');
  if (insuredValue < leastValue) throw refused('insuredValue', 'The goods are worth less than the product insures.');
  if (insuredValue > mostValue) throw refused('insuredValue', 'The goods are worth more than the product insures.');
  if (product.checkPremium && !followsRule(product.premium, insuredValue, premium))
    throw refused('premium', 'The premium is not that of the product.');
}

function refused(path: string, message: string): DomainError {
  return new DomainError('rule_refused', message, [{ path, message }]);
}
