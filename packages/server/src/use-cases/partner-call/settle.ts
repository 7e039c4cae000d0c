/** Writes how a call to a partner ended: what follows from it, the call itself and the partner's breaker, all or nothing. */
import { backoff } from '../../lib/backoff.ts';
import { faultWords } from '../../lib/fault-words.ts';
import { lockLeased, settleCall, type Settlement } from '../../store/partner-call-queue.ts';
import { house, type Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { heard, missed } from './breaker.ts';
import type { LeasedCall } from './claim.ts';
import { connectors } from './connectors.ts';
import type { CallOutcome, Connector } from './partner-calls.ts';

/** Seconds. It is tried until the partner says something, or nobody wants it any more. */
const patience = { first: 5, most: 900 } as const;
/** A partner may ask for patience, but not for more than a day. Seconds. */
const longestWait = 86_400;

/** Makes one call and settles it. What goes wrong on our own side is written down and tried again, and is no fault of theirs. */
export async function makeCall(deps: Deps, call: LeasedCall): Promise<void> {
  try {
    const connector = connectors[call.connector];
    // of another release, while a deployment rolls
    if (!connector) throw new Error(`Nobody makes calls of ${call.connector}.`);
    await settle(deps, call, connector, await connector.run(deps, call));
  } catch (error) {
    const { id, accountId: account, connector, operation } = call;
    deps.log.error({ err: error, call: id, account, connector, operation }, 'a call to a partner failed on our side');
    await postpone(deps, call, faultWords(error));
  }
}

/** Nothing is written when the lease has passed to somebody else. */
async function settle(deps: Deps, call: LeasedCall, { apply }: Connector, outcome: CallOutcome): Promise<void> {
  await transact(deps, callerOf(call), async (tx) => {
    if (!(await lockLeased(tx, call))) return;
    await apply(deps, tx, call, outcome);
    await settleCall(tx, call, settlementOf(outcome, call.attempt, deps.now()));
    if (isAnswer(outcome)) await heard(deps, tx, call);
    else if (isSilence(outcome)) await missed(deps, tx, call, { words: outcome.words, probe: call.probe });
  });
}

async function postpone(deps: Deps, call: LeasedCall, words: string): Promise<void> {
  const fault = { outcome: 'retry', status: null, words, after: null } as const;
  await transact(deps, callerOf(call), async (tx) => {
    if (await lockLeased(tx, call)) await settleCall(tx, call, settlementOf(fault, call.attempt, deps.now()));
  });
}

function settlementOf(outcome: CallOutcome, attempt: number, now: Date): Settlement {
  const { status } = outcome;
  const said = { status, error: null, answer: null, dueAt: now, now };
  switch (outcome.outcome) {
    case 'done':
      return { ...said, state: 'acknowledged', attempts: attempt, answer: outcome.answer };
    case 'again':
      return { ...said, state: 'waiting', attempts: 0, answer: outcome.answer, dueAt: after(now, outcome.after) };
    case 'refused':
      return { ...said, state: 'refused', attempts: attempt, error: faultWords(outcome.words) };
    case 'retry': {
      const wait = Math.min(Math.max(backoff(patience, attempt), outcome.after ?? 0), longestWait);
      return { ...said, state: 'waiting', attempts: attempt, error: faultWords(outcome.words), dueAt: after(now, wait) };
    }
  }
} // prettier-ignore

/** A call that is put again without an answer was not made: its partner is paused. */
function isAnswer(outcome: CallOutcome): boolean {
  if (outcome.outcome === 'again') return outcome.answer !== null;
  return outcome.outcome !== 'retry';
}

/** Who says that we ask too often is there. */
function isSilence(outcome: CallOutcome): outcome is Extract<CallOutcome, { outcome: 'retry' }> {
  return outcome.outcome === 'retry' && outcome.status !== 429;
}

const after = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000);

const callerOf = ({ accountId }: LeasedCall): Caller => ({ ...house, accountId });
