/** The verbs of public orders, as routes and SOAP see them: their shapes. */
import type { Window } from '../../domain/delivery/delivery.ts';
import type { OrderDetails, PublicService } from '../../domain/public-order/public-order.ts';
import type { PublicStatus } from '../../domain/public-order/public-status.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

/** An order as it stands now, with what the platform of the state may read. */
export interface PublicOrderView extends OrderDetails {
  readonly service: Pick<PublicService, 'id' | 'code' | 'currency'>;
}

/** @throws DomainError `service_not_allowed` for a service that is not the caller's or nobody's, `public_order_not_found` */
export type ReadDetails = (deps: Deps, caller: Caller, service: string, order: string) => Promise<PublicOrderView>;

/** What the platform tells of the way. */
export interface StatusReport {
  readonly status: PublicStatus;
  readonly message: string | null;
  readonly carrierName: string;
  readonly trackingId: string;
  readonly estimated: Window;
  /** Decimal, in the service's currency. */
  readonly cost: number | null;
}

/**
 * @param orderOrTracking an order's id; where there is no such order, the tracking id of one of the same service.
 * @throws DomainError `service_not_allowed`, `public_order_not_found`, `illegal_transition`, `not_cancellable`,
 * `invalid_input` for a cost that is finer than the currency
 */
export type ReportRemoteStatus = (
  deps: Deps,
  caller: Caller,
  service: string,
  orderOrTracking: string,
  report: StatusReport,
) => Promise<void>;

export interface PublicChange {
  readonly service: string;
  readonly order: string;
  readonly status: PublicStatus;
}

export interface TakenChanges {
  /** Oldest first. */
  readonly changes: readonly PublicChange[];
  /** To be called once the whole answer has left: only then does the next call acknowledge it. */
  readonly handOver: () => Promise<void>;
}

/** @throws DomainError `service_not_allowed` */
export type TakeChanges = (deps: Deps, caller: Caller, service: string) => Promise<TakenChanges>;
