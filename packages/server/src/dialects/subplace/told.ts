/** A subscription as views read it: of the database, or of an event, whose times are texts. */
import type { Snapshot } from '../../domain/event/event.ts';
import type { Bill } from '../../domain/subscription/bill.ts';
import type { SubscriptionView } from '../../domain/subscription/events.ts';
import type { Fulfilment } from '../../domain/subscription/fulfilment.ts';

export type Told = SubscriptionView | Snapshot<SubscriptionView>;
export type ToldOrder = Told['order'];
export type ToldFulfilment = Fulfilment | Snapshot<Fulfilment>;
export type ToldBill = Bill | Snapshot<Bill>;
