/** Pure: what is carried, between GotSurge's items and totals and the one package of a task. */
import type { Delivery, Item as CoreItem, Package } from '../../domain/delivery/delivery.ts';
import type { Item } from './schemas/task-parts.ts';
import { inOrder, text, type Bag } from './task-places.ts';
import { Item as ItemSchema } from './schemas/task-parts.ts';

/** What of a delivery its goods are; one that an event froze has it too. */
export type Goods = Pick<Delivery, 'packages' | 'weightGrams'>;

/** @param units `cargo_net_quantity` */
export function toPackage(items: readonly Item[], units: number | null): Package {
  return {
    code: '1',
    type: null,
    amount: null,
    units,
    state: 'expected',
    loadedUnits: 0,
    unloadedUnits: 0,
    items: items.map(toCoreItem),
  };
}

function toCoreItem(item: Item, index: number): CoreItem {
  return {
    code: text(String(item.id ?? '')) ?? String(index + 1),
    name: text(item.name),
    price: 0,
    // an item that is named is there
    quantity: item.quantity ?? 1,
    deliveredQuantity: null,
    type: null,
    weightGrams: toGrams(item.weight, item.weight_unit),
  };
}

/** Grams in one of each unit, by the words that people use. */
const gramsIn: Readonly<Record<string, number>> = {
  '': 1000, g: 1, gr: 1, gram: 1, grams: 1, kg: 1000, kgs: 1000, kilogram: 1000, kilograms: 1000,
  t: 1_000_000, mt: 1_000_000, ton: 1_000_000, tons: 1_000_000, tonne: 1_000_000, tonnes: 1_000_000,
  lb: 453.59237, lbs: 453.59237, pound: 453.59237, pounds: 453.59237,
}; // prettier-ignore

/** Kilograms where no unit is named; null for a unit that nobody knows. */
export function toGrams(weight: unknown, unit: unknown): number | null {
  if (typeof weight !== 'number') return null;
  const word = typeof unit === 'string' ? unit.trim().toLowerCase() : '';
  const grams = Object.hasOwn(gramsIn, word) ? gramsIn[word] : undefined;
  return grams === undefined ? null : Math.round(weight * grams);
}

/** The items as they were sent, while the core still says the same of them; else what the core says. */
export function toItems(sent: unknown, { packages }: Goods): readonly Bag[] {
  const items = packages.flatMap((one) => one.items);
  const keys = Object.keys(ItemSchema.properties);
  // what is kept under this key went in through the schema of items
  const kept = Array.isArray(sent) ? (sent as readonly Item[]) : [];
  if (same(kept.map(toCoreItem), items)) return kept.map((one) => inOrder(keys, one));
  return items.map(({ code, name, quantity, weightGrams }) => ({
    id: code,
    name: name ?? '',
    quantity,
    ...(weightGrams !== null && { weight: weightGrams, weight_unit: 'g' }),
  }));
}

function same(sent: readonly CoreItem[], now: readonly CoreItem[]): boolean {
  const known = ({ code, name, quantity, weightGrams }: CoreItem) => [code, name, quantity, weightGrams];
  return JSON.stringify(sent.map(known)) === JSON.stringify(now.map(known));
}

/** Pieces of cargo: 0 where nobody counted. */
export function toQuantity({ packages }: Goods): number {
  return packages.reduce((sum, { units }) => sum + (units ?? 0), 0);
}

/** The total weight as it was sent, unless the core weighs it otherwise by now. */
export function toWeight(sent: Bag, { weightGrams }: Goods): Bag {
  const [weight, unit] = [sent['total_item_weight'], sent['total_weight_unit']];
  if (weightGrams === null || toGrams(weight, unit) === weightGrams) return {};
  return { total_item_weight: weightGrams / 1000, total_weight_unit: 'kg' };
}
