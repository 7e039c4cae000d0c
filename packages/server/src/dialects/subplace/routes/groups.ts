/** Every operation. All of them need a caller. */
import type { Register } from './app.ts';
import { billing } from './billing.ts';
import { fulfilmentDetail } from './fulfilment-detail.ts';
import { fulfilments } from './fulfilments.ts';
import { orders } from './orders.ts';

export const groups: readonly Register[] = [fulfilments, fulfilmentDetail, orders, billing];
