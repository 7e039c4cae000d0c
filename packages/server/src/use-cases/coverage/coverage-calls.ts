/** Insurers, told of what they cover; their answers become the coverage's own. */
import type { Coverage, Insurer } from '../../domain/coverage/coverage.ts';
import { accept, cancelAnswered, refuse, type CoverageChanged } from '../../domain/coverage/lifecycle.ts';
import { findCoverage, lockCoverage, saveCoverage } from '../../store/coverage.ts';
import { findInsurer } from '../../store/insurer.ts';
import { house } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PartnerSaid } from '../partner-call/ask-partner.ts';
import type { CallOutcome, ClaimedCall, Connector } from '../partner-call/partner-calls.ts';
import { recordEvents } from '../record-events.ts';
import { askInsurer } from './ask-insurer.ts';
import type { CoverToCancel, GoodsToInsure, PolicyGiven, StepToTrack } from './insurer-calls.ts';

/** Seconds until a call looks again whether its insurer still pauses. */
const whilePaused = 60;
/** A token may be changed and a fault of theirs mended; what is answered so three times is meant so. */
const doubtful: readonly (number | null)[] = [400, 401];
const patience = 3;

/** `submit`, `track`, `cancel`: content is of insurer-calls.ts. */
export const coverageCalls: Connector = {
  async run(deps, call) {
    const { accountId, partnerId, aggregateId, attempt } = call;
    const db = deps.db.of(accountId);
    const coverage = await findCoverage(db, accountId, aggregateId);
    const insurer = await findInsurer(db, accountId, partnerId);
    if (!coverage || !insurer) throw new Error('A call names coverage or an insurer that is not there.');
    if (!isWanted(call, coverage)) return { outcome: 'done', status: null, answer: null };
    // nobody talks to it, and that is no failure of its own
    if (insurer.state === 'paused') return { outcome: 'again', status: null, answer: null, after: whilePaused };
    const said = await ask(deps, insurer, coverage, call);
    const isMeant = said.outcome === 'retry' && doubtful.includes(said.status) && attempt >= patience;
    return isMeant ? { outcome: 'refused', status: said.status, words: said.words } : said;
  },

  async apply(deps, tx, { accountId, aggregateId, operation }, outcome) {
    if (outcome.status === null) return;
    const before = await lockCoverage(tx, accountId, aggregateId);
    const changed = before && answered(before, operation, outcome, deps.now());
    if (!changed || changed.coverage === before) return;
    await saveCoverage(tx, changed.coverage);
    await recordEvents(deps, tx, { ...house, accountId }, changed.events);
  },
};

/** What was refused is not tracked or cancelled, and what has been answered is not submitted once more. */
function isWanted({ operation }: ClaimedCall, { state, policyNumber }: Coverage): boolean {
  if (operation === 'submit') return policyNumber === null && state !== 'refused';
  return policyNumber !== null && (operation === 'track' || state === 'cancelling');
}

function ask(deps: Deps, insurer: Insurer, coverage: Coverage, { operation, content }: ClaimedCall): Promise<PartnerSaid<unknown>> {
  // each is what callInsurer has put on the queue for it
  switch (operation) {
    case 'submit':
      return askInsurer(deps, insurer, operation, content as GoodsToInsure);
    case 'track':
      return askInsurer(deps, insurer, operation, content as StepToTrack);
    case 'cancel':
      return askInsurer(deps, insurer, operation, { ...(content as CoverToCancel), policyNumber: coverage.policyNumber ?? '' });
    default:
      throw new Error(`Insurers know no ${operation}.`);
  }
} // prettier-ignore

function answered(before: Coverage, operation: string, outcome: CallOutcome, now: Date): CoverageChanged | null {
  const isDone = outcome.outcome === 'done';
  if (!isDone && outcome.outcome !== 'refused') return null;
  if (operation === 'cancel') return cancelAnswered(before, isDone, now);
  if (operation !== 'submit') return null;
  // what askInsurer has read
  return isDone ? accept(before, outcome.answer as PolicyGiven, now) : refuse(before, outcome.words, now);
}
