/** Solutions as chains only; enough to come back to them. */
import type { State } from './state.ts';

export interface Snapshot {
  readonly next: Int32Array;
  cost: number;
  score: number;
  vehicles: number;
}

export function createSnapshot(state: State): Snapshot {
  return { next: new Int32Array(state.next.length), cost: Infinity, score: Infinity, vehicles: 0 };
}

export function save(state: State, into: Snapshot): void {
  into.next.set(state.next);
  into.cost = state.cost();
  into.score = state.totals[1];
  into.vehicles = state.roster.usedCount;
}

/** Takes over the chains of a snapshot. */
export function take(state: State, chains: Int32Array): void {
  const { visits, end0, vehicles, shipmentOf, first } = state.model;
  state.clear();
  for (let v = 0; v < vehicles; v++) {
    const end = end0 + v;
    // Committed visits are there already.
    let after = state.head[v];
    let changed = false;
    for (let i = chains[after]; i !== end; i = chains[i]) {
      if (state.routeOf[i] >= 0) state.unlink(i);
      state.link(i, after);
      after = i;
      changed = true;
    }
    if (changed) state.relabel(v);
  }
  for (let i = 0; i < visits; i++) {
    const s = shipmentOf[i];
    if (state.routeOf[i] >= 0 && first[s] === i && state.absentAt[s] >= 0) state.markPresent(s);
  }
  state.recount();
  state.commit();
}
