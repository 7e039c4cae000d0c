/**
 * Prices for accounts without a table of their own. They are ours, not GotSurge's, which publishes none: a drive of
 * ten kilometres comes to SGD 9 on a motorcycle and SGD 176 in the largest lorry.
 */
import type { VehicleKind } from '../task/vehicle-kind.ts';
import type { PriceRule } from './price.ts';

/** The least price that GotSurge's document lets a task have: SGD 2.00. */
export const minimumFee = 200_000;

/** Base fee, fee per kilometre, fee for an extra stop. */
const fees = {
  motorcycle: [500_000, 40_000, 200_000],
  car: [800_000, 60_000, 300_000],
  mpv: [1_000_000, 70_000, 400_000],
  'van_1.7m': [1_500_000, 80_000, 500_000],
  'van_2.4m': [2_200_000, 100_000, 700_000],
  lorry_10ft: [4_000_000, 130_000, 1_000_000],
  lorry_14ft: [5_000_000, 150_000, 1_200_000],
  lorry_20ft: [7_000_000, 180_000, 1_500_000],
  lorry_24ft: [8_500_000, 200_000, 1_800_000],
  lorry_40ft: [15_000_000, 260_000, 3_000_000],
} as const satisfies Readonly<Record<VehicleKind, readonly [number, number, number]>>;

export function defaultPrice(kind: VehicleKind): PriceRule {
  const [baseFee, feePerKm, extraStopFee] = fees[kind];
  return { currency: 'SGD', baseFee, feePerKm, minimumFee, extraStopFee };
}
