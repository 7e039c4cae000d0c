/** Taking shipments out: strings of neighbouring stops in neighbouring routes (slack induction by string removals). */
import type { Neighbours } from './neighbours.ts';
import type { Random } from './random.ts';
import type { State } from './state.ts';

export interface RuinSettings {
  /** Stops taken out on average. */
  readonly average: number;
  readonly longestString: number;
}

/** Chance that a whole route goes. */
const routeChance = 0.02;
/** Chance that a string keeps some stops in its middle. */
const splitChance = 0.5;
/** Chance that the kept middle grows by one more stop. */
const growChance = 0.01;

export class Ruin {
  private readonly state: State;
  private readonly nearest: Neighbours;
  private readonly random: Random;
  private readonly marked: Int32Array;
  private turn = 0;
  private readonly ruined: Int32Array;
  private ruinedCount = 0;
  private readonly victims: Int32Array;

  constructor(state: State, nearest: Neighbours, random: Random) {
    this.state = state;
    this.nearest = nearest;
    this.random = random;
    this.marked = new Int32Array(state.model.vehicles);
    this.ruined = new Int32Array(state.model.vehicles);
    this.victims = new Int32Array(state.model.visits);
  }

  /** Strings from several routes around one stop, by default any. */
  removeStrings({ average, longestString }: RuinSettings, around = -1): void {
    const { state, random, marked, nearest } = this;
    const { model, routeOf } = state;
    this.turn++;
    this.ruinedCount = 0;
    const onRoad = model.visits;
    const { used, usedCount } = state.roster;
    if (usedCount === 0) return;
    let stopsPerRoute = 0;
    for (let k = 0; k < usedCount; k++) stopsPerRoute += state.stops[used[k]];
    const longest = Math.min(longestString, Math.max(1, stopsPerRoute / usedCount));
    const most = (4 * average) / (1 + longest) - 1;
    const strings = Math.floor(random.real() * Math.max(0, most) + 1);
    const seed = around >= 0 ? around : random.whole(onRoad);
    const base = seed * nearest.width;
    for (let k = -1; k < nearest.width && this.ruinedCount < strings; k++) {
      const node = k < 0 ? seed : nearest.list[base + k];
      const v = routeOf[node];
      if (v < 0 || marked[v] === this.turn) continue;
      marked[v] = this.turn;
      this.ruined[this.ruinedCount++] = v;
      const length = Math.floor(random.real() * Math.min(state.stops[v], longest) + 1);
      if (length < state.stops[v] && length > 1 && random.real() < splitChance) this.markSplit(node, v, length);
      else this.markString(node, v, length, 0, 0);
    }
    this.mend();
  }

  /** Mostly strings; now and then a whole route, which no string reaches where routes differ much in length. */
  removeSome(settings: RuinSettings): void {
    const { state, random } = this;
    const { used, usedCount } = state.roster;
    if (usedCount > 0 && random.real() < routeChance) {
      const v = used[random.whole(usedCount)];
      if (state.stops[v] <= 2 * settings.average) {
        this.removeRoute(v);
        return;
      }
    }
    this.removeStrings(settings);
  }

  /** All of one route. */
  removeRoute(v: number): void {
    this.turn++;
    this.marked[v] = this.turn;
    this.ruined[0] = v;
    this.ruinedCount = 1;
    const { next, model } = this.state;
    let count = 0;
    for (let i = next[this.state.head[v]]; i < model.end0; i = next[i]) if (i < model.visits) this.victims[count++] = i;
    this.removeVictims(count);
    this.mend();
  }

  private markSplit(node: number, v: number, length: number): void {
    const { random, state } = this;
    let kept = 1;
    while (length + kept < state.stops[v] && random.real() < growChance) kept++;
    this.markString(node, v, length + kept, 1 + random.whole(length - 1), kept);
  }

  /** Takes out `length` stops around `node`, but `kept` of them after the first `skipAt`. */
  private markString(node: number, v: number, length: number, skipAt: number, kept: number): void {
    const { state, random, victims } = this;
    const { prev, next, model } = state;
    const { start0 } = model;
    const visits = model.visits;
    const head = state.head[v];
    // Room before and behind the node decides where the string may begin.
    let first = node;
    let back = 0;
    const wanted = random.whole(length);
    for (; back < wanted && prev[first] !== head && prev[first] < start0; back++) first = prev[first];
    let ahead = length - 1 - back;
    let last = node;
    for (; ahead > 0 && next[last] < start0; ahead--) last = next[last];
    for (; ahead > 0 && prev[first] !== head && prev[first] < start0; ahead--) first = prev[first];
    let count = 0;
    let index = 0;
    for (let i = first; ; i = next[i], index++) {
      if (i < visits && (kept === 0 || index < skipAt || index >= skipAt + kept)) victims[count++] = i;
      if (i === last) break;
    }
    this.removeVictims(count);
  }

  /** Committed visits stay, and so do shipments whose pickup is committed. */
  private removeVictims(count: number): void {
    const { state, victims } = this;
    const { shipmentOf, features, first, mate } = state.model;
    for (let k = 0; k < count; k++) {
      const s = shipmentOf[victims[k]];
      if (state.absentAt[s] >= 0) continue;
      if (features.committed && (this.isFixed(first[s]) || (mate[first[s]] >= 0 && this.isFixed(mate[first[s]]))))
        continue;
      state.remove(s);
    }
  }

  private isFixed(node: number): boolean {
    const { head, routeOf, prev, model } = this.state;
    for (let i = head[routeOf[node]]; i < model.start0; i = prev[i]) if (i === node) return true;
    return false;
  }

  /** Relabels what was ruined; where leaving out a stop made the next one late, that one goes, too. */
  private mend(): void {
    const { state } = this;
    const { visits, end0, shipmentOf, first, mate, at, size, D } = state.model;
    for (let k = 0; k < state.touchedCount; k++) {
      const v = state.touched[k];
      while (!state.relabel(v)) {
        let victim = -1;
        for (let i = state.next[state.head[v]]; i < end0; i = state.next[i]) {
          if (i >= visits) continue;
          const s = shipmentOf[i];
          if (
            state.model.features.committed &&
            (this.isFixed(first[s]) || (mate[first[s]] >= 0 && this.isFixed(mate[first[s]])))
          )
            continue;
          victim = s;
          const late = state.model.features.timed && state.departs[i] - state.model.service[i] > state.model.latest[i];
          if (late || D[at[state.prev[i]] * size + at[i]] === Infinity) break;
        }
        if (victim < 0) break;
        state.remove(victim);
      }
    }
    state.heal();
  }
}
