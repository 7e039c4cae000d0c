/** Ruin and recreate under simulated annealing: the main phase. */
import type { Clock } from './clock.ts';
import type { Search } from './search.ts';

export interface Schedule {
  /** Temperatures in units of the mean cost of an arc. */
  readonly from: number;
  readonly to: number;
  /** Shares of the clock between which it cools. */
  readonly begin: number;
  readonly end: number;
}

/** Tried in each iteration: they cost a tenth of it and find what ruining and recreating do not. */
const joins = 10;
/** Iterations per stop at which the hottest start pays; with fewer, a cooler one gets further. */
const iterationsForHot = 40;
const coolest = 0.1;
/** Share of the phase after which the speed is known well enough to choose the temperature. */
const probe = 0.03;

/** How often the clock is looked at: reading it costs about as much as looking at ten positions. */
const look = 16;

export function anneal(search: Search, clock: Clock, schedule: Schedule): void {
  const { state, ruin, recreate, random, settings, polish } = search;
  const { features } = search.model;
  const scale = search.arcCost();
  const length = schedule.end - schedule.begin;
  const countedFrom = clock.iterations();
  let from = schedule.from;
  let span = Math.log(schedule.to / from);
  let probing = true;
  /** Putting a shipment in never makes anything cheaper. */
  const monotone = !features.detours && search.model.balance === 0 && !recreate.hasOptional;
  let temperature = from * scale;
  let cost = state.cost();
  let score = state.totals[1];
  for (let i = 0; ; i++) {
    if (i % look === 0) {
      const used = clock.used();
      if (used >= schedule.end || clock.stopped()) return;
      const done = (used - schedule.begin) / length;
      if (probing && done >= probe) {
        probing = false;
        const perStop = (clock.iterations() - countedFrom) / done / Math.max(1, state.model.visits);
        from = schedule.from * Math.max(coolest, Math.min(1, perStop / iterationsForHot));
        span = Math.log(schedule.to / from);
      }
      temperature = from * scale * Math.exp(span * Math.max(0, done));
      if (search.pause(used)) {
        cost = state.cost();
        score = state.totals[1];
      }
    }
    if (!clock.tick()) return;
    if (polish !== null)
      for (let k = 0; k < joins; k++) {
        if (!polish.tryJoin(temperature)) continue;
        cost = state.cost();
        state.commit();
        if (search.better(score, cost)) search.keep();
      }
    const limit = cost - temperature * Math.log(random.real());
    ruin.removeSome(settings.ruin);
    recreate.insertAll(monotone && score === 0 ? limit : Infinity);
    if (features.committed && random.real() < 0.1) recreate.settleHalf();
    const nowCost = state.cost();
    const nowScore = state.totals[1];
    if (nowScore < score || (nowScore === score && nowCost < limit)) {
      cost = nowCost;
      score = nowScore;
      state.commit();
      if (search.better(nowScore, nowCost)) {
        search.keep();
        cost = state.cost();
      }
    } else state.rollback();
  }
}
