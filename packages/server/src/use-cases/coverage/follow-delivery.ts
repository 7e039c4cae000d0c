/** Keeps the insurer of a delivery told of its way. */
import type { Transaction } from 'kysely';
import { follow } from '../../domain/coverage/lifecycle.ts';
import type { Coverage } from '../../domain/coverage/coverage.ts';
import { lineAt } from '../../domain/coverage/submission.ts';
import type { RecordedEvent } from '../../domain/event/event.ts';
import { lockCoverageOf, saveCoverage } from '../../store/coverage.ts';
import type { DB } from '../../store/schema.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { recordEvents } from '../record-events.ts';
import { callInsurer } from './call-insurer.ts';
import type { CoverToCancel, StepToTrack } from './insurer-calls.ts';

export type DeliveryEvent = Extract<RecordedEvent, { readonly type: `delivery.${string}` }>;

export async function followDelivery(
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  event: DeliveryEvent,
): Promise<void> {
  const before = await lockCoverageOf(tx, caller.accountId, event.aggregateId);
  if (!before) return;
  const changed = follow(before, event.data.delivery.state, deps.now());
  const { coverage, call, events } = changed;
  if (coverage === before) return;
  await saveCoverage(tx, coverage);
  await callInsurer(deps, tx, changed, call === 'cancel' ? toCancellation(coverage, event) : toStep(coverage, event));
  await recordEvents(deps, tx, caller, events);
}

function toStep(coverage: Coverage, { occurredAt, data }: DeliveryEvent): StepToTrack {
  const { delivery, trip } = data;
  return {
    ...signedBy(coverage),
    deliveryStatus: coverage.told,
    at: occurredAt.toISOString(),
    status: delivery.state,
    description: ('reason' in data ? data.reason : null) ?? delivery.reason,
    handler: trip ? (trip.courierName ?? trip.driverName) : null,
    phone: trip?.courierPhone ?? null,
    email: null,
    from: lineAt(delivery.pickup) || null,
    to: lineAt(delivery.dropoff) || null,
    orderId: delivery.orderNumber,
    vehicleType: delivery.carriage,
    vehicleNumber: trip?.vehicleNumber ?? null,
    imageUrl: null,
  };
}

function toCancellation(coverage: Coverage, { actor, occurredAt, data: { delivery } }: DeliveryEvent): CoverToCancel {
  const why = delivery.state === 'expired' ? 'Nobody took it in time.' : 'The delivery was cancelled.';
  const by = delivery.cancelledBy ?? actor;
  return { ...signedBy(coverage), by, reason: delivery.reason ?? why, at: occurredAt.toISOString() };
}

const signedBy = ({ trackingNumber, premium, currency }: Coverage) => ({ trackingNumber, premium, currency });
