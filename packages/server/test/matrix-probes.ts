/** How each operation is asked for by its owner: the test of the matrix fails for an operation without an entry here. */
import { courierProbes } from './probes/courier.ts';
import { insuranceProbes } from './probes/insurance.ts';
import { loginextProbes } from './probes/loginext.ts';
import { mdeliveryProbes } from './probes/mdelivery.ts';
import { nativeProbes } from './probes/native.ts';
import { platformProbes } from './probes/platform.ts';
import { priceProbes } from './probes/price.ts';
import type { Probes } from './probes/probe.ts';
import { shippingProbes } from './probes/shipping.ts';
import { subscriptionProbes } from './probes/subscriptions.ts';
import { taskProbes } from './probes/tasks.ts';

export type { Id } from './probes/probe.ts';

export const probes: Probes = {
  ...loginextProbes,
  ...nativeProbes,
  ...taskProbes,
  ...platformProbes,
  ...courierProbes,
  ...priceProbes,
  ...mdeliveryProbes,
  ...shippingProbes,
  ...subscriptionProbes,
  ...insuranceProbes,
};
