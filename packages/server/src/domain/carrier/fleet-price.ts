/** What our own fleet asks for a way. */
import type { FleetPrices, Parcel } from './carrier.ts';

/** Cubic millimetres that count as a gram: the usual 5000 cm³ to the kilogram. */
const mm3PerGram = 5000;

/** What counts of parcels, in grams: each by its weight or, where it is bulky, by its size. */
export function chargeableGrams(parcels: readonly Parcel[]): number {
  return parcels.reduce((sum, { quantity, lengthMm, widthMm, heightMm, weightGrams }) => {
    const bulk = Math.ceil((lengthMm * widthMm * heightMm) / mm3PerGram);
    return sum + quantity * Math.max(weightGrams, bulk);
  }, 0);
}

/** Minor units. Started kilograms and kilometres are whole ones. */
export function fleetPrice(
  { base, perKg, perKm, minimum }: Pick<FleetPrices, 'base' | 'perKg' | 'perKm' | 'minimum'>,
  way: { readonly grams: number; readonly metres: number },
): number {
  const price = base + perKg * Math.ceil(way.grams / 1000) + perKm * Math.ceil(way.metres / 1000);
  return Math.max(minimum, price);
}
