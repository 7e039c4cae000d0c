/**
 * The exact judge of one route for problems with rich constraints: whether it keeps them all, how far and how long it is.
 *
 * Time is a set of options, each: "here from `ready` on, up to `slack` later at no cost, `out` after departure". Windows,
 * set-ups, services and breaks move or split them; with single windows and no breaks one option is all there is.
 */
import type { Model } from './model.ts';
import { tolerance } from './model.ts';

export class Measure {
  distance = 0;
  duration = 0;
  private readonly model: Model;
  private readonly onBoard: Float64Array;
  private readonly collected: Float64Array;
  private now = new Options();
  private later = new Options();

  constructor(model: Model) {
    this.model = model;
    this.onBoard = new Float64Array(model.dimensions);
    this.collected = new Float64Array(model.dimensions);
  }

  /** Nodes from start to end. False: a constraint is broken, and distance and duration mean nothing. */
  keepsAll(vehicle: number, nodes: Int32Array, count: number): boolean {
    return (
      this.keepsLimits(vehicle, nodes, count) &&
      this.keepsLoads(vehicle, nodes, count) &&
      this.keepsTimes(vehicle, nodes, count)
    );
  }

  private keepsLimits(vehicle: number, nodes: Int32Array, count: number): boolean {
    const { D, at, size, visits, start0, maxDistance, maxStops, trips } = this.model;
    let distance = 0;
    let stops = 0;
    let reloads = 0;
    let here = at[nodes[0]];
    for (let k = 1; k < count; k++) {
      const node = nodes[k];
      const place = at[node];
      distance += D[here * size + place];
      here = place;
      if (node < visits) stops++;
      else if (node < start0) reloads++;
    }
    this.distance = distance;
    return (
      distance <= maxDistance[vehicle] &&
      distance < Infinity &&
      stops <= maxStops[vehicle] &&
      (reloads === 0 || reloads < trips[vehicle])
    );
  }

  private keepsLoads(vehicle: number, nodes: Int32Array, count: number): boolean {
    const { dimensions, visits, mate, shipmentOf, amount, origin, capacity } = this.model;
    const { onBoard, collected } = this;
    for (let k = 0; k < dimensions; k++) {
      const limit = capacity[vehicle * dimensions + k];
      if (limit === Infinity) continue;
      onBoard[k] = collected[k] = 0;
      // Goods for the start of a trip are on board before its first stop, those for its end leave after its last.
      for (let i = 0; i < count; i++) {
        const node = nodes[i];
        if (node < visits) {
          const s = shipmentOf[node];
          const way = origin[s];
          const size = amount[s * dimensions + k];
          if (way === 1) onBoard[k] -= size;
          else if (way === -1) {
            onBoard[k] += size;
            collected[k] += size;
          } else onBoard[k] += mate[node] > node ? size : -size;
        } else if (i < count - 1) {
          onBoard[k] -= collected[k];
          collected[k] = 0;
          for (let j = i + 1; j < count && nodes[j] < visits; j++) {
            const s = shipmentOf[nodes[j]];
            if (origin[s] === 1) onBoard[k] += amount[s * dimensions + k];
          }
        }
        if (onBoard[k] > limit) return false;
      }
    }
    return true;
  }

  /** One option all along. */
  private keepsSingleWindows(vehicle: number, nodes: Int32Array, count: number): boolean {
    const { T, at, size, start0, service, setup, earliest, latest, slowness, maxDuration } = this.model;
    const slow = slowness[vehicle];
    const shiftEnd = latest[nodes[count - 1]];
    let here = at[nodes[0]];
    let ready = earliest[nodes[0]];
    let slack = shiftEnd - ready;
    let out = 0;
    if (!(slack >= 0)) return false;
    for (let k = 1; k < count; k++) {
      const node = nodes[k];
      const place = at[node];
      const drive = T[here * size + place] * slow;
      const hold = service[node] + (here === place ? 0 : setup[node]);
      here = place;
      ready += drive;
      out += drive + hold;
      if (node >= start0) break;
      const until = latest[node];
      if (!(ready <= until)) return false;
      const from = earliest[node];
      const last = ready + slack;
      if (last < from) {
        out += from - last;
        ready = from;
        slack = 0;
      } else {
        if (ready < from) ready = from;
        slack = (last < until ? last : until) - ready;
      }
      ready += hold;
    }
    this.duration = out;
    return ready <= shiftEnd && out <= maxDuration[vehicle] && out < Infinity;
  }

  private keepsTimes(vehicle: number, nodes: Int32Array, count: number): boolean {
    if (this.model.windows.length === 0 && this.model.breaks[vehicle].length === 0)
      return this.keepsSingleWindows(vehicle, nodes, count);
    const {
      T,
      at,
      size,
      visits,
      start0,
      service,
      setup,
      earliest,
      latest,
      slowness,
      windows,
      windowsFrom,
      breaks,
      maxDuration,
    } = this.model;
    const slow = slowness[vehicle];
    const rests = breaks[vehicle];
    let now = this.now;
    let later = this.later;
    now.clear();
    const shiftEnd = latest[nodes[count - 1]];
    let ready = earliest[nodes[0]];
    for (let rested = 0; rested <= rests.length && ready <= shiftEnd; rested++) {
      now.add(ready, shiftEnd - ready, 0, rested);
      if (rested < rests.length) ready = Math.max(ready, rests[rested].window[0] + rests[rested].duration);
    }
    let here = at[nodes[0]];
    for (let k = 1; k < count; k++) {
      const node = nodes[k];
      const place = at[node];
      const drive = T[here * size + place] * slow;
      // The end's hull is the shift, which is judged after the last break.
      const isVisit = node < start0;
      const from = isVisit ? earliest[node] : -Infinity;
      const until = isVisit ? latest[node] : Infinity;
      const hold = service[node] + (here === place ? 0 : setup[node]);
      const split = node < visits ? windowsFrom[node] : 0;
      const splitEnd = node < visits ? windowsFrom[node + 1] : 0;
      here = place;
      later.clear();
      for (let i = 0; i < now.count; i++) {
        for (let rested = now.rested[i]; rested <= rests.length; rested++) {
          if (!later.travel(now, i, drive, rests, rested)) break;
          const { ready, slack, out } = later;
          if (split === splitEnd) later.begin(ready, slack, out, from, until, hold, rested);
          else
            for (let w = split; w < splitEnd; w += 2)
              later.begin(ready, slack, out, windows[w], windows[w + 1], hold, rested);
        }
      }
      if (later.count === 0) return false;
      const swap = now;
      now = later;
      later = swap;
    }
    let shortest = Infinity;
    for (let i = 0; i < now.count; i++) {
      if (now.readyAt[i] > shiftEnd) continue;
      let owed = false;
      for (let rested = now.rested[i]; rested < rests.length; rested++)
        if (now.readyAt[i] > rests[rested].window[1] + tolerance) owed = true;
      if (!owed && now.outAt[i] < shortest) shortest = now.outAt[i];
    }
    this.duration = shortest;
    return shortest <= maxDuration[vehicle] && shortest < Infinity;
  }
}

interface Rest {
  readonly window: readonly [number, number];
  readonly duration: number;
}

/** More options than this do not occur outside of contrived problems; the ones beyond are forgotten. */
const mostOptions = 64;

class Options {
  count = 0;
  readonly readyAt = new Float64Array(mostOptions);
  readonly slackAt = new Float64Array(mostOptions);
  readonly outAt = new Float64Array(mostOptions);
  readonly rested = new Int32Array(mostOptions);
  /** Result of `travel`. */
  ready = 0;
  slack = 0;
  out = 0;

  clear(): void {
    this.count = 0;
  }

  /** Keeps an option unless one here is as good at every time. */
  add(ready: number, slack: number, out: number, rested: number): void {
    for (let i = 0; i < this.count; i++) {
      if (this.rested[i] !== rested || this.readyAt[i] > ready) continue;
      const latest = this.readyAt[i] + this.slackAt[i];
      const atReady = this.outAt[i] + Math.max(0, ready - latest);
      const atEnd =
        slack === Infinity
          ? latest === Infinity
            ? this.outAt[i]
            : Infinity
          : this.outAt[i] + Math.max(0, ready + slack - latest);
      if (atReady <= out && atEnd <= out) return;
    }
    if (this.count === mostOptions) return;
    const i = this.count++;
    this.readyAt[i] = ready;
    this.slackAt[i] = slack;
    this.outAt[i] = out;
    this.rested[i] = rested;
  }

  /** Moves option `i` of `before` on to the next stop with the breaks up to `rested` on the way. */
  travel(before: Options, i: number, drive: number, rests: readonly Rest[], rested: number): boolean {
    this.ready = before.readyAt[i];
    this.slack = before.slackAt[i];
    this.out = before.outAt[i];
    let resting = 0;
    let latest = Infinity;
    let earliest = -Infinity;
    for (let r = before.rested[i]; r < rested; r++) {
      const { window, duration } = rests[r];
      if (earliest > window[1] + tolerance) return false;
      latest = Math.min(latest, window[1] + tolerance - resting);
      earliest = Math.max(earliest, window[0]) + duration;
      resting += duration;
    }
    if (rested > before.rested[i] && !this.within(-Infinity, latest)) return false;
    this.ready += drive + resting;
    this.out += drive + resting;
    return rested === before.rested[i] || this.within(earliest, Infinity);
  }

  begin(ready: number, slack: number, out: number, from: number, until: number, hold: number, rested: number): void {
    this.ready = ready;
    this.slack = slack;
    this.out = out;
    if (this.within(from, until)) this.add(this.ready + hold, this.slack, this.out + hold, rested);
    this.ready = ready;
    this.slack = slack;
    this.out = out;
  }

  private within(from: number, until: number): boolean {
    if (this.ready > until) return false;
    const latest = this.ready + this.slack;
    if (latest < from) {
      this.out += from - latest;
      this.ready = from;
      this.slack = 0;
    } else {
      const begin = Math.max(this.ready, from);
      this.slack = Math.min(latest, until) - begin;
      this.ready = begin;
    }
    return true;
  }
}
