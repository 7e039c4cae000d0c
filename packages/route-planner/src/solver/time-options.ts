/**
 * What a vehicle may have done up to a stop, where windows and breaks leave it a choice: a set of options, each "done
 * here from `ready` on, until `last` at no cost, `out` after departure, with `rested` breaks behind it".
 */
import type { Break } from '../problem.ts';
import type { Model } from './model.ts';
import { tolerance } from './model.ts';

/** More options than this do not occur outside of contrived problems; the ones beyond are forgotten. */
const mostOptions = 64;

/** A vehicle's breaks from `r` to before `q`, taken one after the other on one way: entry `r * (count + 1) + q`. */
export class Rests {
  readonly count: number;
  /** Begin by then, no sooner done than, time they take. */
  readonly latest: Float64Array;
  readonly earliest: Float64Array;
  readonly takes: Float64Array;
  /** With so many taken, the end by which all others can be had after it. */
  readonly endBy: Float64Array;
  /** Departure from which on the first so many may lie before it. */
  readonly startFrom: Float64Array;

  constructor(breaks: readonly Break[]) {
    const count = breaks.length;
    const width = count + 1;
    this.count = count;
    this.latest = new Float64Array(width * width).fill(Infinity);
    this.earliest = new Float64Array(width * width).fill(-Infinity);
    this.takes = new Float64Array(width * width);
    this.endBy = new Float64Array(width).fill(Infinity);
    this.startFrom = new Float64Array(width).fill(-Infinity);
    breaks.forEach(({ window, duration }, r) => {
      this.startFrom[r + 1] = Math.max(this.startFrom[r], window[0] + duration);
    });
    for (let r = 0; r < count; r++) {
      let latest = Infinity;
      let earliest = -Infinity;
      let takes = 0;
      for (let q = r; q < count; q++) {
        const { window, duration } = breaks[q];
        const until = window[1] + tolerance;
        latest = earliest > until ? -Infinity : Math.min(latest, until - takes);
        earliest = Math.max(earliest, window[0]) + duration;
        takes += duration;
        this.latest[r * width + q + 1] = latest;
        this.earliest[r * width + q + 1] = earliest;
        this.takes[r * width + q + 1] = takes;
        this.endBy[r] = Math.min(this.endBy[r], until);
      }
    }
  }
}

export function restsOf({ breaks }: Model): Rests[] {
  const known = new Map<readonly Break[], Rests>();
  return breaks.map((list) => {
    const rests = known.get(list) ?? new Rests(list);
    known.set(list, rests);
    return rests;
  });
}

export class TimeOptions {
  count = 0;
  readonly ready = new Float64Array(mostOptions);
  readonly last = new Float64Array(mostOptions);
  readonly out = new Float64Array(mostOptions);
  readonly rested = new Int32Array(mostOptions);

  /** At the vehicle's start: the first breaks may lie before the departure. */
  begin(from: number, until: number, rests: Rests): void {
    this.count = 0;
    for (let rested = 0; rested <= rests.count; rested++) {
      const ready = Math.max(from, rests.startFrom[rested]);
      if (ready > until) break;
      this.add(ready, until, 0, rested);
    }
  }

  /** The options at the next stop from those at the one before it. */
  move(before: TimeOptions, model: Model, node: number, drive: number, hold: number, rests: Rests): void {
    const { visits, start0, windowsFrom, windows, earliest, latest } = model;
    const split = node < visits ? windowsFrom[node] : 0;
    const splitEnd = node < visits ? windowsFrom[node + 1] : 0;
    // The end's hull is the shift, which is judged after the last break.
    const from = node < start0 ? earliest[node] : -Infinity;
    const until = node < start0 ? latest[node] : Infinity;
    const width = rests.count + 1;
    this.count = 0;
    for (let i = 0; i < before.count; i++) {
      const rested = before.rested[i];
      for (let r = rested; r < width; r++) {
        let ready = before.ready[i];
        let last = before.last[i];
        let out = before.out[i];
        if (r === rested) {
          ready += drive;
          last += drive;
          out += drive;
        } else {
          const k = rested * width + r;
          const by = rests.latest[k];
          if (ready > by) break;
          const takes = drive + rests.takes[k];
          ready += takes;
          last = (last < by ? last : by) + takes;
          out += takes;
          const done = rests.earliest[k];
          if (last < done) {
            out += done - last;
            ready = last = done;
          } else if (ready < done) ready = done;
        }
        if (split === splitEnd) this.serve(ready, last, out, from, until, hold, r);
        else
          for (let w = split; w < splitEnd; w += 2) this.serve(ready, last, out, windows[w], windows[w + 1], hold, r);
      }
    }
  }

  private serve(
    ready: number,
    last: number,
    out: number,
    from: number,
    until: number,
    hold: number,
    rested: number,
  ): void {
    if (!(ready <= until)) return;
    if (last < from) this.add(from + hold, from + hold, out + from - last + hold, rested);
    else this.add((ready > from ? ready : from) + hold, (last < until ? last : until) + hold, out + hold, rested);
  }

  /** Keeps an option unless one here is as good at every time; those that it is as good as go. */
  private add(ready: number, last: number, out: number, rested: number): void {
    const departs = last - out;
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      if (this.rested[i] === rested) {
        const otherDeparts = this.last[i] - this.out[i];
        if (this.ready[i] <= ready && this.out[i] <= out && otherDeparts >= departs) return;
        if (ready <= this.ready[i] && out <= this.out[i] && departs >= otherDeparts) continue;
      }
      if (kept < i) {
        this.ready[kept] = this.ready[i];
        this.last[kept] = this.last[i];
        this.out[kept] = this.out[i];
        this.rested[kept] = this.rested[i];
      }
      kept++;
    }
    this.count = kept;
    if (kept === mostOptions) return;
    this.ready[kept] = ready;
    this.last[kept] = last;
    this.out[kept] = out;
    this.rested[kept] = rested;
    this.count = kept + 1;
  }

  /** The shortest time from departure to an end by `until` with every break behind it or after it; Infinity: none. */
  shortest(until: number, rests: Rests): number {
    let shortest = Infinity;
    for (let i = 0; i < this.count; i++)
      if (this.ready[i] <= until && this.ready[i] <= rests.endBy[this.rested[i]] && this.out[i] < shortest)
        shortest = this.out[i];
    return shortest;
  }
}
