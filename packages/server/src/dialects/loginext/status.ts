/** LogiNext's words for states, kinds and outcomes, both ways. Unknown words from outside are refused, never guessed. */
import type { Delivery, Direction, Leg, LegPlan, PackageState, PaymentMode } from '../../domain/delivery/delivery.ts';
import { hasLeg } from '../../domain/delivery/delivery.ts';
import { deliveryStates, type DeliveryState } from '../../domain/delivery/delivery-state.ts';
import type { SearchClause } from '../../use-cases/delivery/read-deliveries.ts';
import type { ReportedOutcome } from '../../use-cases/delivery/report-outcome.ts';
import type { StateClause } from '../../use-cases/proof/archive-proofs.ts';

export type LogiNextStatus =
  | 'NOTDISPATCHED'
  | 'INTRANSIT'
  | 'PICKEDUP'
  | 'NOTPICKEDUP'
  | 'DELIVERED'
  | 'PARTIALLYDELIVERED'
  | 'NOTDELIVERED'
  | 'CANCELLED';

/** Total: a new state fails to compile here until LogiNext has a word for it. Those `aboard` depend on the legs. */
const words = {
  draft: 'NOTDISPATCHED',
  awaiting_payment: 'NOTDISPATCHED',
  paid: 'NOTDISPATCHED',
  processing: 'NOTDISPATCHED',
  ready: 'NOTDISPATCHED',
  offered: 'NOTDISPATCHED',
  assigned: 'NOTDISPATCHED',
  to_pickup: 'INTRANSIT',
  at_pickup: 'INTRANSIT',
  pickup_failed: 'NOTPICKEDUP',
  in_transit: 'INTRANSIT',
  at_dropoff: 'INTRANSIT',
  delivery_failed: 'NOTDELIVERED',
  delivered: 'DELIVERED',
  partially_delivered: 'PARTIALLYDELIVERED',
  confirmed: 'DELIVERED',
  returning: 'NOTDELIVERED',
  returned: 'NOTDELIVERED',
  cancelled: 'CANCELLED',
  expired: 'CANCELLED',
} as const satisfies Record<DeliveryState, LogiNextStatus>;

/** With the goods on the vehicle, up to the receiver's door: PICKEDUP where they were fetched. */
const aboard: readonly DeliveryState[] = ['in_transit', 'at_dropoff'];

export function toLogiNextStatus(state: DeliveryState, legs: LegPlan): LogiNextStatus {
  return aboard.includes(state) && hasLeg(legs, 'pickup') ? 'PICKEDUP' : words[state];
}

export const toOrderType = { pickup: 'PICKUP', dropoff: 'DELIVER', both: 'BOTH' } as const satisfies Record<
  LegPlan,
  string
>;
/** OnDemand has one type, whether or not the goods are fetched; a return that ends with us is fetched only. */
export function orderTypeOf({ legs, service }: Pick<Delivery, 'legs' | 'service'>): string {
  return service === 'ondemand' && hasLeg(legs, 'dropoff') ? toOrderType.dropoff : toOrderType[legs];
}

export const toOrderLeg = { pickup: 'PICKUP', dropoff: 'DELIVER' } as const satisfies Record<Leg, string>;
export const toOrderState = { forward: 'FORWARD', reverse: 'REVERSE' } as const satisfies Record<Direction, string>;
export const toPaymentType = { cod: 'COD', prepaid: 'Prepaid' } as const satisfies Record<PaymentMode, string>;
export const toCrateStatus = {
  expected: 'PACKED',
  loaded: 'LOADED',
  unloaded: 'UNLOADED',
} as const satisfies Record<PackageState, string>;

/** As words are matched: without regard to case and to blanks around them. */
function fromWord<T extends string>(table: Readonly<Record<T, string>>, word: string): T | null {
  const wanted = word.trim().toUpperCase();
  for (const key in table) if (table[key].toUpperCase() === wanted) return key;
  return null;
}

export const fromOrderType = (word: string): LegPlan | null => fromWord(toOrderType, word);
export const fromOrderState = (word: string): Direction | null => fromWord(toOrderState, word);
export const fromPaymentType = (word: string): PaymentMode | null => fromWord(toPaymentType, word);

const newStatuses = {
  picked_up: 'PICKEDUP',
  pickup_failed: 'NOTPICKEDUP',
  delivered: 'DELIVERED',
  delivery_failed: 'NOTDELIVERED',
  cancelled: 'CANCELLED',
} as const satisfies Record<ReportedOutcome, LogiNextStatus>;

/** The words that Update Order Status takes. */
export const newStatusWords = Object.values(newStatuses);
export const fromNewStatus = (word: string): ReportedOutcome | null => fromWord(newStatuses, word);

/** Whether Update Order Status needs a reason for it. */
export function needsReason(outcome: ReportedOutcome): boolean {
  return outcome === 'pickup_failed' || outcome === 'delivery_failed' || outcome === 'cancelled';
}

function statesOf(status: LogiNextStatus): readonly DeliveryState[] {
  return deliveryStates.filter((state) => words[state] === status);
}

/** What each filter of Get Order asks for; see the table under "Get Order" in the document. */
const filters = {
  NOTDISPATCHED: [{ states: statesOf('NOTDISPATCHED'), date: 'window' }],
  INTRANSIT: [
    { states: statesOf('INTRANSIT').filter((state) => !aboard.includes(state)), date: 'started' },
    { states: aboard, withPickup: false, date: 'started' },
  ],
  PICKEDUP: [{ states: aboard, withPickup: true, date: 'picked_up' }],
  COMPLETED: [{ states: [...statesOf('DELIVERED'), ...statesOf('PARTIALLYDELIVERED')], date: 'ended' }],
  NOTCOMPLETED: [{ states: [...statesOf('NOTPICKEDUP'), ...statesOf('NOTDELIVERED')], date: 'ended' }],
  CANCELLED: [{ states: statesOf('CANCELLED'), date: 'cancelled' }],
} as const satisfies Record<string, readonly SearchClause[]>;

/** The clauses of a filter word; ALL and no word are the union. Null for an unknown word. */
export function toSearch(word: string | undefined): readonly SearchClause[] | null {
  const wanted = word?.trim().toUpperCase() ?? '';
  if (wanted === '' || wanted === 'ALL') return Object.values(filters).flat();
  return Object.hasOwn(filters, wanted) ? filters[wanted as keyof typeof filters] : null;
}

/** What Download EPOD's words ask for; a partial delivery has no word of its own there and is a delivery. */
const epodFilters = {
  NOTDISPATCHED: filters.NOTDISPATCHED,
  INTRANSIT: filters.INTRANSIT,
  DELIVERED: filters.COMPLETED,
  NOTDELIVERED: [{ states: statesOf('NOTDELIVERED') }],
  PICKEDUP: filters.PICKEDUP,
  NOTPICKEDUP: [{ states: statesOf('NOTPICKEDUP') }],
  CANCELLED: filters.CANCELLED,
} as const satisfies Record<string, readonly StateClause[]>;

export const epodStatusWords = Object.keys(epodFilters);

/** The clauses of one or more words with commas; null, for all states, without a word. Undefined for an unknown word. */
export function toEpodStates(status: string | undefined): readonly StateClause[] | null | undefined {
  const wanted = (status ?? '').split(',').flatMap((word) => (word.trim() === '' ? [] : [word.trim().toUpperCase()]));
  if (!wanted.every((word) => Object.hasOwn(epodFilters, word))) return undefined;
  return wanted.length === 0 ? null : wanted.flatMap((word) => epodFilters[word as keyof typeof epodFilters]);
}
