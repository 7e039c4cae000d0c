/**
 * What one route lasts with more stops in it where windows and breaks leave a choice: as `RouteLabels`, but a set of
 * options up to each position and from each position on, so that the joined length is exact.
 */
import type { Model } from './model.ts';
import type { RouteLabels } from './route-labels.ts';
import { driveAt, stride } from './route-labels.ts';
import type { Rests } from './time-options.ts';
import { TimeOptions } from './time-options.ts';

/** Numbers of one option in the lists. */
const width = 4;

export class RouteOptions {
  private readonly model: Model;
  private readonly rests: Rests;
  private readonly slow: number;
  private readonly labels: RouteLabels;
  /** `reads` of the labels when they were taken over. */
  private known = -1;
  /** Up to each position: ready, last, out, rested, as in `TimeOptions`. */
  private before = new Float64Array(64 * width);
  private beforeFrom = new Int32Array(17);
  /**
   * From each position on, by the number of breaks taken before it: arrived there at `opens` to `closes`, the rest lasts
   * `rest`, and to arrive earlier is to wait as much longer.
   */
  private behind = new Float64Array(64 * width);
  private behindFrom = new Int32Array(17);
  private behindCount = 0;
  /** The moving end of a trial. */
  private now = new TimeOptions();
  private later = new TimeOptions();
  private place = 0;

  constructor(model: Model, v: number, rests: Rests, labels: RouteLabels) {
    this.model = model;
    this.rests = rests;
    this.slow = model.slowness[v];
    this.labels = labels;
  }

  /** Begins a trial behind a position. */
  from(k: number): void {
    if (this.known !== this.labels.reads) this.read();
    const { before, beforeFrom, now } = this;
    let count = 0;
    for (let i = beforeFrom[k]; i < beforeFrom[k + 1]; i += width) {
      now.ready[count] = before[i];
      now.last[count] = before[i + 1];
      now.out[count] = before[i + 2];
      now.rested[count] = before[i + 3];
      count++;
    }
    now.count = count;
    this.place = this.labels.places[k];
  }

  /** One stop further. False: too late. */
  step(node: number): boolean {
    const { model, now, later, place } = this;
    const { at, T, size, service, setup } = model;
    const there = at[node];
    const hold = service[node] + (place === there ? 0 : setup[node]);
    later.move(now, model, node, T[place * size + there] * this.slow, hold, this.rests);
    this.place = there;
    this.now = later;
    this.later = now;
    return later.count > 0;
  }

  /** On by a pickup, the stops behind position `k` up to position `last`, and its delivery. False: too late. */
  through(pickup: number, k: number, last: number, delivery: number): boolean {
    const { nodes } = this.labels;
    if (!this.step(pickup)) return false;
    for (let i = k + 1; i <= last; i++) if (!this.step(nodes[i])) return false;
    return this.step(delivery);
  }

  /** How long the whole route lasts if the trial goes on at position `k`; Infinity: not in time. */
  lastsWith(k: number): number {
    const { model, labels } = this;
    const { T, size, start0, setup } = model;
    const { nodes, places } = labels;
    const node = nodes[k];
    if (node < start0 && setup[node] > 0 && (this.place === places[k]) !== (places[k - 1] === places[k])) {
      if (!this.step(node)) return Infinity;
      k++;
    }
    const { now, rests, behind, behindFrom } = this;
    const drive = T[this.place * size + places[k]] * this.slow;
    const kinds = rests.count + 1;
    let shortest = Infinity;
    for (let n = 0; n < now.count; n++) {
      const rested = now.rested[n];
      for (let r = rested; r < kinds; r++) {
        let ready = now.ready[n];
        let last = now.last[n];
        let out = now.out[n] + drive;
        if (r === rested) {
          ready += drive;
          last += drive;
        } else {
          const entry = rested * kinds + r;
          const by = rests.latest[entry];
          if (ready > by) break;
          const takes = rests.takes[entry];
          const done = rests.earliest[entry];
          ready += drive + takes;
          last = (last < by ? last : by) + drive + takes;
          out += takes;
          if (last < done) {
            out += done - last;
            ready = last = done;
          } else if (ready < done) ready = done;
        }
        if (out >= shortest) continue;
        const list = k * kinds + r;
        for (let i = behindFrom[list + 1]; i < behindFrom[list]; i += width) {
          if (!(ready <= behind[i + 1])) continue;
          const wait = behind[i] - last;
          const lasts = out + behind[i + 2] + (wait > 0 ? wait : 0);
          if (lasts < shortest) shortest = lasts;
        }
      }
    }
    return shortest;
  }

  private read(): void {
    const { labels, model, rests } = this;
    const { nodes, places, numbers, count } = labels;
    const { earliest, latest, service, setup } = model;
    const kinds = rests.count + 1;
    if (this.beforeFrom.length <= count) this.beforeFrom = new Int32Array(2 * count + 1);
    if (this.behindFrom.length <= count * kinds) this.behindFrom = new Int32Array(2 * count * kinds + 1);
    this.known = labels.reads;
    this.now.begin(earliest[nodes[0]], latest[nodes[count - 1]], rests);
    this.beforeFrom[0] = 0;
    this.storeBefore(0);
    for (let k = 1; k < count - 1; k++) {
      const { now, later } = this;
      const hold = service[nodes[k]] + (places[k - 1] === places[k] ? 0 : setup[nodes[k]]);
      later.move(now, model, nodes[k], numbers[(k - 1) * stride + driveAt], hold, rests);
      this.now = later;
      this.later = now;
      this.storeBefore(k);
    }
    // The lists are written from the end of the route to its start, each from where the one after it ends.
    this.behindFrom[count * kinds] = this.behindCount = 0;
    for (let k = count - 1; k > 0; k--) for (let r = kinds - 1; r >= 0; r--) this.readBehind(k, r);
  }

  private storeBefore(k: number): void {
    const { now, beforeFrom } = this;
    let i = beforeFrom[k];
    if (i + now.count * width > this.before.length) this.before = longer(this.before);
    const { before } = this;
    for (let n = 0; n < now.count; n++, i += width) {
      before[i] = now.ready[n];
      before[i + 1] = now.last[n];
      before[i + 2] = now.out[n];
      before[i + 3] = now.rested[n];
    }
    beforeFrom[k + 1] = i;
  }

  /** The options from position `k` on, with `rested` breaks taken before it. */
  private readBehind(k: number, rested: number): void {
    const { labels, model, rests, behindFrom } = this;
    const { nodes, places, numbers, count } = labels;
    const { visits, windowsFrom, windows, earliest, latest, service, setup } = model;
    const kinds = rests.count + 1;
    const node = nodes[k];
    const first = this.behindCount;
    if (k === count - 1) this.add(first, -Infinity, Math.min(latest[node], rests.endBy[rested]), 0);
    else {
      const hold = service[node] + (places[k - 1] === places[k] ? 0 : setup[node]);
      const drive = numbers[k * stride + driveAt];
      const split = node < visits ? windowsFrom[node] : 0;
      const splitEnd = node < visits ? windowsFrom[node + 1] : 0;
      for (let r = rested; r < kinds; r++) {
        const entry = rested * kinds + r;
        const list = (k + 1) * kinds + r;
        const takes = drive + rests.takes[entry];
        for (let i = behindFrom[list + 1], end = behindFrom[list]; i < end; i += width) {
          let opens = this.behind[i];
          let closes = this.behind[i + 1];
          let rest = this.behind[i + 2] + takes + hold;
          if (closes < rests.earliest[entry]) continue;
          opens = Math.max(opens, rests.earliest[entry]) - takes;
          closes -= takes;
          const by = rests.latest[entry];
          if (opens > by) {
            rest += opens - by;
            opens = by;
          }
          opens -= hold;
          closes = Math.min(closes, by) - hold;
          if (split === splitEnd) this.offer(first, opens, closes, rest, earliest[node], latest[node]);
          else
            for (let w = split; w < splitEnd; w += 2)
              this.offer(first, opens, closes, rest, windows[w], windows[w + 1]);
        }
      }
    }
    behindFrom[k * kinds + rested] = this.behindCount;
  }

  /** An option that is to begin between two times. */
  private offer(first: number, opens: number, closes: number, rest: number, from: number, until: number): void {
    const closing = closes < until ? closes : until;
    if (closing < from) return;
    if (opens > until) this.add(first, until, closing, rest + opens - until);
    else this.add(first, opens > from ? opens : from, closing, rest);
  }

  /** Keeps an option of the list that begins at `first` unless another one is as good whenever one arrives. */
  private add(first: number, opens: number, closes: number, rest: number): void {
    if (this.behindCount + width > this.behind.length) this.behind = longer(this.behind);
    const { behind } = this;
    const ends = opens + rest;
    let kept = first;
    for (let i = first; i < this.behindCount; i += width) {
      const otherEnds = behind[i] + behind[i + 2];
      if (behind[i + 1] >= closes && behind[i + 2] <= rest && otherEnds <= ends) return;
      if (closes >= behind[i + 1] && rest <= behind[i + 2] && ends <= otherEnds) continue;
      if (kept < i) behind.copyWithin(kept, i, i + width);
      kept += width;
    }
    behind[kept] = opens;
    behind[kept + 1] = closes;
    behind[kept + 2] = rest;
    this.behindCount = kept + width;
  }
}

function longer(list: Float64Array): Float64Array<ArrayBuffer> {
  const twice = new Float64Array(2 * list.length);
  twice.set(list);
  return twice;
}
