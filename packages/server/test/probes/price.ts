/** Prices and their tables. */
import { fixture } from '../fixture.ts';
import { plain, type Probes } from './probe.ts';

const price = { vehicleKind: 'car', currency: 'SGD', baseFee: 1, feePerKm: 1, minimumFee: 1, extraStopFee: 1 };

export const priceProbes: Probes = {
  'GET /v1/price-table': plain,
  'PUT /v1/price-table': { body: () => ({ prices: [price] }) },
  'POST /gotsurge/price/recommendation': { body: () => fixture('gotsurge', 'price-recommendation.request') },
};
