/** A haul as a partner orders it: bags from a hub back to the same one, by road. */
import type { HaulOrder } from '../src/use-cases/trip/create-haul.ts';

export const haulOrder = {
  name: 'HAUL-1',
  goodsKind: 'Bag',
  origin: 'H',
  destination: 'H',
  transportMode: 'road',
  lorryReceipt: 'LR',
  flightNumber: null,
  trainNumber: null,
  waybillNumber: null,
  sealNumber: null,
  weightGrams: null,
  volumeMm3: null,
  units: null,
  reportingAt: new Date('2026-01-01T00:00:00Z'),
  notes: null,
  vehicleNumber: null,
  driverName: null,
  trackerCode: 'T',
} as const satisfies HaulOrder;
