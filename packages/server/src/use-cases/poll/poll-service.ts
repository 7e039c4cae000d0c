/** Asks a provider which orders of one of its services have changed, and takes its word for it. */
import { around, backoff } from '../../lib/backoff.ts';
import { finishPoll, type DueService } from '../../store/provider-poll.ts';
import { findOpenOrder } from '../../store/shipping-order.ts';
import { house, type Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { admit, heard, missed, providerConnector } from '../partner-call/breaker.ts';
import { PartnerUnavailable } from '../partner-call/partner-unavailable.ts';
import { findServiceById } from '../provider/find-service.ts';
import { readChanges } from '../provider/read-changes.ts';
import type { RegisteredService } from '../provider/verbs.ts';
import { hearProvider } from '../shipping-order/hear.ts';
import { transact } from '../transact.ts';
import { askForOrder } from './ask-for-order.ts';
import { sweepService } from './sweep-service.ts';

/** Seconds that a provider that fails is left alone at most. */
const longestPause = 900;
/** Seconds until a service of a provider that is paused is looked at again, and one that is not reached from here. */
const [whilePaused, whileElsewhere] = [60, 5];

/** What the provider told, or why it told nothing. */
type Told = { readonly changes: Awaited<ReturnType<typeof readChanges>> } | { readonly silence: PartnerUnavailable };

/**
 * @param due that this process has claimed.
 * @param everySeconds between two polls of a service whose provider answers, a fifth more or less; the first pause after a failure
 */
export async function pollService(deps: Deps, due: DueService, everySeconds: number): Promise<void> {
  const { accountId, id, failures, sweepDue, lastPolledAt } = due;
  const caller = { ...house, accountId };
  const later = (seconds: number) => new Date(deps.now().getTime() + seconds * 1000);
  const asItWas = { failures, sweepDue, lastPolledAt };
  const rest = async (nextPollAt: Date) =>
    void (await finishPoll(deps.db.of(accountId), due, { ...asItWas, nextPollAt }));

  const of = await findServiceById(deps, accountId, id);
  if (!of) return;
  const resting = restOf(deps, of);
  if (resting !== null) return rest(later(resting));
  const partner = { accountId, connector: providerConnector, partnerId: of.provider.id };
  const admission = await admit(deps, partner);
  if (!admission.admitted) return rest(admission.until);

  const told = await ask(deps, of);
  if ('silence' in told) {
    const { message: words, after } = told.silence;
    const wait = Math.max(backoff({ first: everySeconds, most: longestPause }, failures + 1), Math.min(after ?? 0, longestPause));
    const failed = { failures: failures + 1, sweepDue: true, lastPolledAt, nextPollAt: later(wait) };
    return transact(deps, caller, async (tx) => {
      if (await finishPoll(tx, due, failed)) await missed(deps, tx, partner, { words, probe: admission.probe });
    });
  }
  await transact(deps, caller, (tx) => heard(deps, tx, partner));
  // a sweep that has begun goes on from where it was; after a failure it begins anew
  const since = sweepDue && failures === 0 && lastPolledAt ? lastPolledAt : deps.now();
  const missedSome = !(await take(deps, caller, of, told.changes));
  const swept = missedSome ? false : !sweepDue || (await sweepService(deps, caller, of, since));
  const result = {
    failures: missedSome ? failures + 1 : 0,
    sweepDue: !swept,
    lastPolledAt: swept ? deps.now() : since,
    nextPollAt: later(around(everySeconds)),
  };
  await finishPoll(deps.db.of(accountId), due, result);
} // prettier-ignore

/** Our own provider is reached only by a process that serves it. @returns seconds to wait; null: it may be asked */
function restOf({ ownOrigin }: Pick<Deps, 'ownOrigin'>, { provider }: RegisteredService): number | null {
  // nobody talks to one that is paused
  if (provider.state === 'paused') return whilePaused;
  return provider.own && ownOrigin() === null ? whileElsewhere : null;
}

async function ask(deps: Deps, of: RegisteredService): Promise<Told> {
  try {
    return { changes: await readChanges(deps, of) };
  } catch (error) {
    if (error instanceof PartnerUnavailable) return { silence: error };
    throw error;
  }
}

/** A provider may never tell again what it has told: what we fail to take is found by a sweep. @returns false then */
async function take(
  deps: Deps,
  caller: Caller,
  of: RegisteredService,
  changes: Awaited<ReturnType<typeof readChanges>>,
): Promise<boolean> {
  let whole = true;
  for (const { orderId, status } of changes) {
    try {
      if (status === null) await askAgain(deps, caller, of, orderId);
      else await hearProvider(deps, caller, of, orderId, status);
    } catch (error) {
      deps.log.error({ err: error, serviceId: of.service.id }, 'a change of a provider could not be taken');
      whole = false;
    }
  }
  return whole;
}

/** The word for the change is not in the document; the order's own may be. */
async function askAgain(deps: Deps, caller: Caller, of: RegisteredService, orderId: string): Promise<void> {
  const place = { serviceId: of.service.id, orderId };
  const open = await findOpenOrder(deps.db.of(caller.accountId), caller.accountId, place);
  if (open) await askForOrder(deps, caller, of, open);
}
