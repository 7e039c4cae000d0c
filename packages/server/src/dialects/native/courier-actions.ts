/** Pure: what a courier's phone sends, as the core takes it. */
import type { Leg } from '../../domain/delivery/delivery.ts';
import { DomainError, invalid } from '../../domain/errors.ts';
import { fingerprint } from '../../lib/hash.ts';
import type { ActionKind, CourierAction, Deed, StopRef } from '../../use-cases/courier/action.ts';
import { toInstant } from './instants.ts';
import type { CourierAction as SentAction } from './schemas/courier-action.ts';
import { toDeliver, toFeedback } from './stop-actions.ts';

const common = ['id', 'kind', 'at', 'position'];
const ofStop = [...common, 'stopId', 'deliveryId'];
const atDoor = [...ofStop, 'proofIds', 'comment', 'rating'];
const handover = ['recipientName', 'collected', 'paymentMethod', 'paymentReference', 'packages'];

/** What belongs to each kind; whatever else is sent with it would be lost. */
const fields = {
  accept: [...common, 'offerId'],
  decline: [...common, 'offerId'],
  set_out: ofStop,
  end: ofStop,
  arrive: [...ofStop, 'leg'],
  pick_up: atDoor,
  deliver: [...atDoor, ...handover, 'reasonCode', 'reason'],
  fail: [...atDoor, 'leg', 'reasonCode', 'reason'],
} as const satisfies Record<ActionKind, readonly string[]>;

/** @throws DomainError `invalid_input` that names the field: `actions.3.stopId` */
export function toCourierActions(sent: readonly SentAction[]): CourierAction[] {
  return sent.map((one, index) => {
    try {
      return toAction(one);
    } catch (error) {
      throw error instanceof DomainError ? at(`actions.${index}`, error) : error;
    }
  });
}

function toAction(sent: SentAction): CourierAction {
  const known: readonly string[] = fields[sent.kind];
  for (const [name, value] of Object.entries(sent)) {
    if (value !== null && !known.includes(name))
      throw invalid(name, `An action of kind ${sent.kind} has no such field.`);
  }
  return {
    id: sent.id.toLowerCase(),
    at: toInstant('at', sent.at),
    position: sent.position ?? null,
    deed: toDeed(sent),
    fingerprint: fingerprint(sent),
  };
}

function toDeed(sent: SentAction): Deed {
  const { kind } = sent;
  const proofIds = sent.proofIds?.map((id) => id.toLowerCase()) ?? [];
  switch (kind) {
    case 'accept':
    case 'decline':
      return { kind, offerId: required('offerId', sent.offerId).toLowerCase() };
    case 'set_out':
    case 'end':
      return { kind, on: toStopRef(sent, null) };
    case 'arrive':
      return { kind, on: toStopRef(sent, 'said'), action: { kind }, proofIds };
    case 'pick_up':
      return { kind, on: toStopRef(sent, 'pickup'), action: { kind, feedback: toFeedback(sent) }, proofIds };
    case 'deliver':
      return { kind, on: toStopRef(sent, 'dropoff'), action: toDeliver(sent), proofIds };
    case 'fail': {
      const why = { reasonCode: sent.reasonCode ?? null, reason: required('reason', sent.reason) };
      return { kind, on: toStopRef(sent, 'said'), action: { kind, why, feedback: toFeedback(sent) }, proofIds };
    }
  }
}

/** @param leg which of the delivery's: null for any, `said` where the phone has to say it */
function toStopRef({ stopId, deliveryId, leg: saidLeg }: SentAction, leg: Leg | 'said' | null): StopRef {
  if (stopId) {
    if (deliveryId) throw invalid('deliveryId', 'Name the stop or the delivery, and not both.');
    return { stopId: stopId.toLowerCase(), deliveryId: null, leg: null };
  }
  const named = required(deliveryId === undefined ? 'stopId' : 'deliveryId', deliveryId).toLowerCase();
  return { stopId: null, deliveryId: named, leg: leg === 'said' ? required('leg', saidLeg) : leg };
}

function required<T>(path: string, value: T | null | undefined): T {
  if (value === null || value === undefined) throw invalid(path, 'The field is missing.');
  return value;
}

function at(path: string, { code, message, faults }: DomainError): DomainError {
  return new DomainError(code, message, faults.map((one) => ({ ...one, path: `${path}.${one.path}` }))); // prettier-ignore
}
