/** Per node: the earliest departure that what comes before allows, and the latest begin that what follows allows. */
import type { Model } from './model.ts';

export class TimeLabels {
  /** Bounds only where the problem is rich. */
  readonly departs: Float64Array;
  readonly begins: Float64Array;
  private readonly model: Model;
  private readonly next: Int32Array;
  private readonly prev: Int32Array;

  /** The chains are the state's own: it changes them, this reads them. */
  constructor(model: Model, next: Int32Array, prev: Int32Array) {
    this.model = model;
    this.next = next;
    this.prev = prev;
    this.departs = new Float64Array(model.nodes);
    this.begins = new Float64Array(model.nodes);
  }

  /** False: a stop begins too late. */
  relabel(v: number): boolean {
    const { T, at, size, earliest, latest, service, slowness, start0, end0 } = this.model;
    const { next, prev, departs, begins } = this;
    const slow = slowness[v];
    const start = start0 + v;
    const end = end0 + v;
    let sound = true;
    let time = earliest[start];
    departs[start] = time;
    let row = at[start] * size;
    for (let i = next[start]; i !== end; i = next[i]) {
      time += T[row + at[i]] * slow;
      if (time < earliest[i]) time = earliest[i];
      if (time > latest[i]) sound = false;
      time += service[i];
      departs[i] = time;
      row = at[i] * size;
    }
    if (time + T[row + at[end]] * slow > latest[end]) sound = false;
    let begin = latest[end];
    begins[end] = begin;
    let place = at[end];
    for (let i = prev[end]; i !== start; i = prev[i]) {
      begin -= service[i] + T[at[i] * size + place] * slow;
      if (begin > latest[i]) begin = latest[i];
      begins[i] = begin;
      place = at[i];
    }
    return sound;
  }

  /** After one insertion: only as far as labels change. */
  relabelAround(node: number, v: number): void {
    const { T, at, size, earliest, latest, service, slowness, start0, end0 } = this.model;
    const { next, prev, departs, begins } = this;
    const slow = slowness[v];
    const start = start0 + v;
    const end = end0 + v;
    let before = prev[node];
    let time = departs[before];
    let row = at[before] * size;
    for (let i = node; i !== end; i = next[i]) {
      time += T[row + at[i]] * slow;
      if (time < earliest[i]) time = earliest[i];
      time += service[i];
      if (departs[i] === time && i !== node) break;
      departs[i] = time;
      row = at[i] * size;
    }
    before = next[node];
    let begin = begins[before];
    let place = at[before];
    for (let i = node; i !== start; i = prev[i]) {
      begin -= service[i] + T[at[i] * size + place] * slow;
      if (begin > latest[i]) begin = latest[i];
      if (begins[i] === begin && i !== node) break;
      begins[i] = begin;
      place = at[i];
    }
  }
}
