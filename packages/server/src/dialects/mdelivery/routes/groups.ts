/** Every group of routes. */
import type { Register } from './app.ts';
import { changes } from './changes.ts';
import { details } from './details.ts';
import { mpay } from './mpay.ts';
import { order } from './pages/order.ts';
import { sandboxPay } from './pages/sandbox-pay.ts';
import { shipping } from './pages/shipping.ts';
import { soap } from './soap.ts';
import { status } from './status.ts';

/** Each on an app of its own: they know who asks in ways of their own, and refuse in words of their own. */
export const open: readonly Register[] = [soap, mpay, shipping, order, sandboxPay];

/** MDelivery's three operations: all of them need a caller. */
export const guarded: readonly Register[] = [details, status, changes];
