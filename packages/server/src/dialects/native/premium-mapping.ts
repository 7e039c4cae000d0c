/** Pure: what insurance costs, from the native API to the core. */
import type { PremiumRule } from '../../domain/policy/product.ts';
import type { NewPremiumRule } from './schemas/premium.ts';

export function toPremiumRule({ maximum, ...rule }: NewPremiumRule): PremiumRule {
  return { ...rule, maximum: maximum ?? null };
}
