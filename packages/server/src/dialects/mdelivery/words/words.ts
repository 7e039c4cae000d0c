/** What the receiver's pages say, in each of their languages: a missing word does not compile. */
import type { AddressFault, AddressField } from '../../../domain/receiver/typed-address.ts';
import type { Obstacle } from '../../../domain/shipping-order/may-add-delivery.ts';
import type { PageLanguage } from '../../../domain/shipping-order/shipping-order.ts';
import type { ShippingStatus } from '../../../domain/shipping-order/shipping-status.ts';
import type { HistoryStep } from '../../../use-cases/receiver/follow-order.ts';
import { en } from './en.ts';
import { ro } from './ro.ts';
import { ru } from './ru.ts';

/** What a page says when it cannot do what was asked. */
export interface Told {
  readonly title: string;
  readonly advice: string;
}

/** Why a page cannot be shown. */
export type FaultKind =
  | 'incomplete_link'
  | 'unknown_service'
  | 'unknown_order'
  | 'unknown_number'
  | 'provider_silent'
  | 'provider_setup'
  | 'session_over'
  | 'bad_form'
  | 'too_many'
  | 'too_early'
  | 'unavailable'
  | 'ours';

export const stepNames = ['order', 'address', 'offer', 'confirm'] as const;
export type StepName = (typeof stepNames)[number];

/** The line of a followed order. */
export const milestones = ['placed', 'paid', 'ready', 'delivering', 'delivered'] as const;
export type Milestone = (typeof milestones)[number];

export interface Words {
  readonly brand: string;
  readonly skip: string;
  readonly languages: string;
  readonly errorPrefix: string;
  readonly steps: Readonly<Record<StepName, string>>;
  readonly stepOf: (step: number, all: number) => string;
  readonly goOn: string;
  readonly back: string;
  readonly change: string;
  readonly retry: string;
  /** Of a link to the provider's pages. */
  readonly backTo: (provider: string) => string;
  readonly identify: {
    readonly title: string;
    readonly why: string;
    readonly label: string;
    readonly hint: string;
    readonly wrong: string;
    readonly wait: (minutes: number) => string;
    readonly followWhy: string;
  };
  readonly order: {
    readonly title: string;
    readonly from: string;
    readonly service: string;
    readonly number: string;
    readonly receiver: string;
    readonly contact: string;
    readonly goods: string;
    readonly unnamedGoods: string;
    readonly pieces: (count: number) => string;
    readonly holder: string;
    readonly readyAt: string;
    readonly addUntil: string;
    readonly amount: string;
    readonly alreadyPaid: string;
    readonly choose: string;
  };
  readonly obstacles: Readonly<Record<Obstacle | 'no_delivery', Told>>;
  readonly address: {
    readonly title: string;
    readonly why: string;
    readonly fields: Readonly<Record<AddressField, string>>;
    readonly hints: Readonly<Partial<Record<AddressField, string>>>;
    /** @param end the last signs of the number that the provider has */
    readonly knownPhone: (end: string) => string;
    readonly optional: string;
    /** In an address that is shown. */
    readonly flat: (number: string) => string;
    readonly faulty: string;
    readonly faults: Readonly<Record<AddressFault, (field: string) => string>>;
  };
  readonly offer: {
    readonly title: string;
    readonly to: string;
    readonly map: string;
    readonly mapNote: string;
    readonly choose: string;
    readonly between: (dates: string) => string;
    readonly missing: string;
    readonly changed: string;
    readonly none: Told;
    readonly noneHints: readonly string[];
    readonly otherAddress: string;
  };
  readonly confirm: {
    readonly title: string;
    readonly goods: string;
    readonly delivery: string;
    readonly total: string;
    readonly paidTotal: string;
    readonly carrier: string;
    readonly to: string;
    readonly phone: string;
    readonly dates: string;
    readonly thenPay: string;
    readonly thenPayThere: (provider: string) => string;
    readonly thenNothing: string;
    readonly button: string;
    readonly buttonPay: string;
  };
  readonly follow: {
    readonly title: (number: string) => string;
    readonly statuses: Readonly<Record<ShippingStatus, Told>>;
    readonly milestones: Readonly<Record<Milestone, string>>;
    readonly history: string;
    readonly steps: Readonly<Record<HistoryStep['what'], string>>;
    readonly details: string;
    readonly track: string;
    readonly payUntil: (date: string) => string;
    readonly pay: (amount: string) => string;
    readonly payThere: (provider: string) => string;
    readonly noPayment: string;
    readonly received: string;
    readonly receivedWhy: string;
    readonly private: string;
    readonly refresh: string;
    readonly keep: string;
    readonly says: string;
    readonly done: string;
    readonly now: string;
  };
  readonly faults: Readonly<Record<FaultKind, Told>>;
}

export const words: Readonly<Record<PageLanguage, Words>> = { ro, ru, en };
