/** Gives a caller the orders of a service that have changed since it asked before. */
import { DomainError } from '../../domain/errors.ts';
import {
  listChanges,
  lockCursor,
  markHandedOver,
  saveCursor,
  type Change,
  type Cursor,
} from '../../store/public-change.ts';
import { transact } from '../transact.ts';
import { handOverOf } from './hand-overs.ts';
import { requireService } from './require-service.ts';
import type { TakeChanges } from './verbs.ts';

/** A call that comes later than this does not say that the answer before it arrived. */
const patienceMs = 10 * 60_000;
/** Changes in one answer; the next call brings more. */
const most = 1000;

/**
 * There is no cursor on the wire: a call says that the answer to the call before arrived, when that left whole and not
 * long ago; otherwise the same changes come again.
 * @see TakeChanges
 */
export const takeChanges: TakeChanges = async (deps, caller, code) => {
  const { accountId, credentialId } = caller;
  const db = deps.db.of(accountId);
  const service = await requireService(db, caller, code);
  // `requireService` asks for one
  if (credentialId === null) throw new DomainError('service_not_allowed', 'The service is not yours to ask for.');
  const reader = { accountId, credentialId, serviceId: service.id };
  const leaving = handOverOf(`${credentialId} ${service.id}`);
  await leaving.settled();
  const sentAt = deps.now();
  const { changes, sent } = await transact(deps, caller, async (tx) => {
    const cursor = await lockCursor(tx, reader);
    const acknowledged = hasArrived(cursor, sentAt) ? (cursor.sent ?? cursor.acknowledged) : cursor.acknowledged;
    const found = await listChanges(tx, reader, { after: acknowledged, limit: most });
    const last = found.at(-1)?.number ?? null;
    await saveCursor(tx, reader, { acknowledged, sent: last, sentAt: last === null ? null : sentAt });
    return { changes: found, sent: last };
  });
  return {
    changes: newsFor(credentialId, changes).map(({ orderId: order, status }) => ({
      service: service.code,
      order,
      status,
    })),
    handOver: async () => {
      if (sent !== null) await leaving.run(() => markHandedOver(db, reader, sent, sentAt));
    },
  };
};

function hasArrived({ handedOver, sentAt }: Cursor, now: Date): boolean {
  return handedOver && sentAt !== null && now.getTime() - sentAt.getTime() <= patienceMs;
}

/** The last word of each order, unless the caller said it itself. */
function newsFor(credentialId: string, changes: readonly Change[]): Change[] {
  const last = new Map(changes.map((change) => [change.deliveryId, change]));
  return changes.filter((change) => last.get(change.deliveryId) === change && change.causedBy !== credentialId);
}
