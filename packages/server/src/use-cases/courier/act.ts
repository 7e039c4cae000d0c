/** Does what a courier's phone reports, in the order in which it was done; each action once, however often it comes. */
import type { Transaction } from 'kysely';
import { isTooLate } from '../../domain/courier/late-action.ts';
import { DomainError, invalid } from '../../domain/errors.ts';
import { findKeptActions, insertAction, type KeptAction } from '../../store/courier-action.ts';
import { findOwnStop } from '../../store/courier-work.ts';
import type { DB } from '../../store/schema.ts';
import type { Deps } from '../deps.ts';
import { acceptOfferIn, lookAtOffer } from '../offer/accept.ts';
import { declineOfferIn } from '../offer/decline.ts';
import { transact } from '../transact.ts';
import type { ActionResult, CourierAction, Effect } from './action.ts';
import { actAtOwnStop } from './act-at-own-stop.ts';
import type { CourierIdentity } from './identity.ts';
import { backAtHub, setOut } from './set-out.ts';

/** Of an action that another request has brought in at the same time: nothing of ours is kept. */
class CameTwice extends Error {}

/**
 * Each action has its own transaction, so that one that is refused does not keep the others from being done.
 * @returns what became of each, in the order given. Only what is no refusal of the core's is thrown; what was done until
 *   then stays, and is answered as before when the batch comes again.
 */
export async function actAsCourier(
  deps: Deps,
  courier: CourierIdentity,
  actions: readonly CourierAction[],
): Promise<ActionResult[]> {
  const { account, courierId } = courier;
  const ids = actions.map(({ id }) => id);
  const kept = await findKeptActions(deps.db.of(account.id), account.id, courierId, ids);
  const results: ActionResult[] = [];
  for (const action of actions) {
    const before = kept.get(action.id);
    const answer = before ? repeated(before, action) : await actOnce(deps, courier, action);
    kept.set(action.id, before ?? { fingerprint: action.fingerprint, answer });
    results.push(answer);
  }
  return results;
}

function repeated({ fingerprint, answer }: KeptAction, action: CourierAction): ActionResult {
  if (fingerprint.equals(action.fingerprint)) return answer;
  const message = 'The id belongs to another action.';
  return { outcome: 'refused', code: 'idempotency_mismatch', message, delivery: null };
}

async function actOnce(deps: Deps, courier: CourierIdentity, action: CourierAction): Promise<ActionResult> {
  try {
    return await perform(deps, courier, action);
  } catch (error) {
    if (error instanceof CameTwice) return findAnswer(deps, courier, action);
    if (!(error instanceof DomainError)) throw error;
    const refusal = { outcome: 'refused', code: error.code, message: error.message } as const;
    const answer = { ...refusal, delivery: await labelOf(deps, courier, action) };
    const isNew = await keep(deps, deps.db.of(courier.account.id), courier, action, answer);
    return isNew ? answer : findAnswer(deps, courier, action);
  }
}

async function perform(deps: Deps, courier: CourierIdentity, action: CourierAction): Promise<ActionResult> {
  if (isTooLate(action.at, deps.now())) throw invalid('at', 'It happened more than seven days ago.');
  const { deed } = action;
  const offer = deed.kind === 'accept' ? await lookAtOffer(deps, courier, deed.offerId, action.position) : null;
  return transact(deps, courier.caller, async (tx) => {
    const effect =
      deed.kind === 'accept'
        ? offer && done(await acceptOfferIn(deps, tx, courier, offer))
        : await effectOf(deps, tx, courier, action);
    const answer = { ...(effect ?? nothing), code: null, message: null };
    if (!(await keep(deps, tx, courier, action, answer))) throw new CameTwice();
    return answer;
  });
}

async function effectOf(
  deps: Deps,
  tx: Transaction<DB>,
  courier: CourierIdentity,
  { deed, at, position }: CourierAction,
): Promise<Effect | null> {
  const report = { at, position };
  switch (deed.kind) {
    case 'accept':
      return null;
    case 'decline':
      return (await declineOfferIn(deps, tx, courier, deed.offerId)) ? done(null) : nothing;
    case 'set_out':
      return setOut(deps, tx, courier, deed.on, report);
    case 'end':
      return backAtHub(deps, tx, courier, deed.on, report);
    case 'arrive':
    case 'pick_up':
    case 'deliver':
    case 'fail':
      return actAtOwnStop(deps, tx, courier, deed, report);
  }
}

const nothing = { outcome: 'superseded', delivery: null } as const satisfies Effect;

function done(delivery: Effect['delivery']): Effect {
  return { outcome: 'done', delivery };
}

/** @returns false when there is an answer to the action already. */
function keep(
  deps: Pick<Deps, 'now'>,
  tx: Parameters<typeof insertAction>[0],
  { account, courierId }: CourierIdentity,
  { id, at, deed, fingerprint }: CourierAction,
  answer: ActionResult,
): Promise<boolean> {
  return insertAction(tx, {
    accountId: account.id,
    courierId,
    id,
    kind: deed.kind,
    subjectId: subjectOf(deed),
    fingerprint,
    actedAt: at,
    receivedAt: deps.now(),
    outcome: answer.outcome,
    answer,
  });
}

function subjectOf(deed: CourierAction['deed']): string {
  const subject = 'offerId' in deed ? deed.offerId : (deed.on.stopId ?? deed.on.deliveryId);
  if (subject === null) throw new Error('An action names neither a stop nor a delivery.');
  return subject;
}

async function findAnswer(
  deps: Deps,
  { account, courierId }: CourierIdentity,
  action: CourierAction,
): Promise<ActionResult> {
  const kept = await findKeptActions(deps.db.of(account.id), account.id, courierId, [action.id]);
  const before = kept.get(action.id);
  if (!before) throw new Error('The action that was there before is gone.');
  return repeated(before, action);
}

/** How the delivery stands that the courier has, or had, to do with. */
async function labelOf(
  deps: Deps,
  { account, courierId }: CourierIdentity,
  { deed }: CourierAction,
): Promise<ActionResult['delivery']> {
  if (!('on' in deed)) return null;
  const stop = await findOwnStop(deps.db.of(account.id), account.id, courierId, { ...deed.on, leg: null });
  return stop?.delivery ?? null;
}
