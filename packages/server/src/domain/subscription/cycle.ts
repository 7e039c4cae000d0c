/**
 * The cycles of a subscription: when each begins, and what it brings. All are counted from the first day and never from
 * the one before, so that the 31st comes back after February. Pure.
 */
import { dayIn, startOfDay } from '../zoned-time.ts';
import type { SubscriptionOrder, Terms } from './order.ts';

const units = { upfront: 'month', weekly: 'week', monthly: 'month', yearly: 'year' } as const satisfies Record<
  Terms['cycle'],
  string
>;
type Unit = (typeof units)[Terms['cycle']];

/** How often a cycle has to be counted to fill one of the unit. */
const months = { month: 1, year: 12 } as const;

/** What an approved order is counted by. */
export type Counted = Pick<SubscriptionOrder, 'terms' | 'timeZone' | 'cyclesMade'> & { readonly anchor: string };

export interface Cycle {
  /** The first is 1. */
  readonly number: number;
  /** Its first day, `yyyy-MM-dd`. */
  readonly day: string;
  readonly start: Date;
  /** From then on its bill is overdue: after the last day on which it may be paid. */
  readonly dueAt: Date;
  readonly hasBill: boolean;
  readonly hasFulfilment: boolean;
}

export interface DueCycles {
  readonly cycles: readonly Cycle[];
  /** When there is something to do again, as far as these are made; null: never. */
  readonly nextAt: Date | null;
  /** The last cycle is over. */
  readonly over: boolean;
}

/** How many cycles there are; null: it goes on until somebody ends it. */
export function cycleCount({ model, cycle, period }: Pick<Terms, 'model' | 'cycle' | 'period'>): number | null {
  if (model === 'one_off') return 1;
  if (period > 0) return period;
  // what is paid once cannot go on for ever
  return cycle === 'upfront' ? 1 : null;
}

/** How many fulfilments there are; null: one with each cycle, without end. */
export function fulfilmentCount(terms: Terms): number | null {
  return terms.deliveryMode === 'one_time' ? 1 : cycleCount(terms);
}

/** The first day of a cycle; the first cycle is 1. Days that a month does not have are its last. */
export function cycleDay(anchor: string, number: number, cycle: Terms['cycle']): string {
  const unit: Unit = units[cycle];
  const steps = number - 1;
  return unit === 'week' ? plusDays(anchor, 7 * steps) : plusMonths(anchor, months[unit] * steps);
}

export function cycleOf({ terms, timeZone, anchor }: Counted, number: number): Cycle {
  const day = cycleDay(anchor, number, terms.cycle);
  return {
    number,
    day,
    start: startOfDay(day, timeZone),
    dueAt: startOfDay(plusDays(day, terms.dueDays + 1), timeZone),
    hasBill: number === 1 || terms.cycle !== 'upfront',
    hasFulfilment: number === 1 || terms.deliveryMode === 'every_cycle',
  };
}

/** The cycles that have begun and were not made yet, oldest first, `most` of them. */
export function cyclesDue(order: Counted, now: Date, most: number): DueCycles {
  const count = cycleCount(order.terms);
  const cycles: Cycle[] = [];
  for (let number = nextWith(order, order.cyclesMade + 1, count); ; number = nextWith(order, number + 1, count)) {
    const cycle = cycleOf(order, number);
    if (cycle.start > now || cycles.length === most) return { cycles, nextAt: cycle.start, over: false };
    if (count !== null && number > count) return { cycles, nextAt: null, over: true };
    cycles.push(cycle);
  }
}

/** The next cycle from this one on that brings anything; the one after the last, when none does: the end. */
function nextWith({ terms }: Counted, number: number, count: number | null): number {
  const empty = terms.cycle === 'upfront' && terms.deliveryMode === 'one_time' && number > 1;
  return empty && count !== null ? count + 1 : number;
}

/**
 * The time in which what a cycle brings is good: so many days after its first. One that is made late has as long as any
 * other.
 */
export function spanOf(
  { terms, timeZone }: Pick<SubscriptionOrder, 'terms' | 'timeZone'>,
  { day }: Pick<Cycle, 'day'>,
  now: Date,
): { readonly from: Date; readonly until: Date } {
  const today = dayIn(now, timeZone);
  const first = day < today ? today : day;
  return { from: startOfDay(first, timeZone), until: startOfDay(plusDays(first, terms.deliveryDays + 1), timeZone) };
}

export function plusDays(day: string, days: number): string {
  const [year, month, date] = partsOf(day);
  return text(new Date(Date.UTC(year, month - 1, date + days)));
}

function plusMonths(day: string, more: number): string {
  const [year, month, date] = partsOf(day);
  const last = new Date(Date.UTC(year, month + more, 0)).getUTCDate();
  return text(new Date(Date.UTC(year, month - 1 + more, Math.min(date, last))));
}

/** The first day of the month after. */
export function firstOfNextMonth(day: string): string {
  const [year, month] = partsOf(day);
  return text(new Date(Date.UTC(year, month, 1)));
}

function partsOf(day: string): readonly [year: number, month: number, date: number] {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return [year, month, date];
}

function text(day: Date): string {
  return day.toISOString().slice(0, 10);
}
