/**
 * One solution and everything the search reads off it: chains of nodes, sums per route, labels per node, what is left out.
 *
 * Every change goes through `link` and `unlink`, which write a journal, so that a rejected iteration is undone in the time
 * it took, whatever the size of the problem. Whoever changes a route calls `relabel` once it is whole again.
 */
import { LoadLabels } from './load-labels.ts';
import { Measure } from './measure.ts';
import type { Model } from './model.ts';
import { Roster } from './roster.ts';
import { balanceCost, lengthOf, sumUp } from './sums.ts';
import { TimeLabels } from './time-labels.ts';

export class State {
  readonly model: Model;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** Vehicle of each node, -1 where it is in no route. */
  readonly routeOf: Int32Array;
  /** Distance from each node to its next. */
  readonly way: Float64Array;
  /** Longer way of the two beside each node; Infinity beside a start or an end, -Infinity for a node in no route. */
  readonly widest: Float64Array;
  /** The labels' own arrays, one step nearer for those who read them at every node. */
  readonly departs: Float64Array;
  readonly begins: Float64Array;
  readonly onBoard: Float64Array;
  readonly mostBefore: Float64Array;
  readonly mostAfter: Float64Array;
  private readonly times: TimeLabels;
  private readonly loads: LoadLabels;

  /** Per vehicle. Two equal stamps of a vehicle: the same route. */
  readonly stamp: Int32Array;
  private stamps = 1;
  readonly stops: Int32Array;
  readonly distance: Float64Array;
  readonly duration: Float64Array;
  /** Sum of the amounts in the first dimension. */
  readonly load: Float64Array;
  /** The last committed node, or the start: nothing may be put before it. */
  readonly head: Int32Array;

  readonly roster: Roster;

  readonly absent: Int32Array;
  readonly absentAt: Int32Array;
  absentCount: number;

  /** [0] cost of the routes and of what is left out, [1] score of the left out, which comes first. */
  readonly totals = new Float64Array(2);

  private journal = new Int32Array(4096);
  private journalSize = 0;
  /** Routes changed since the last commit. */
  readonly touched: Int32Array;
  touchedCount = 0;
  private readonly touchedIn: Int32Array;
  private turn = 1;
  private undoing = false;
  private readonly kept: Float64Array;
  private readonly keptStamp: Int32Array;
  private readonly keptTotals = new Float64Array(2);

  readonly measure: Measure;
  private readonly buffer: Int32Array;
  /** For one search of a route, position by position. */
  readonly bounds: Float64Array;

  constructor(model: Model) {
    const { nodes, vehicles, shipments, start0, end0 } = model;
    this.model = model;
    this.next = new Int32Array(nodes).fill(-1);
    this.prev = new Int32Array(nodes).fill(-1);
    this.routeOf = new Int32Array(nodes).fill(-1);
    this.way = new Float64Array(nodes);
    this.widest = new Float64Array(nodes).fill(-Infinity);
    this.times = new TimeLabels(model, this.next, this.prev);
    this.departs = this.times.departs;
    this.begins = this.times.begins;
    this.loads = new LoadLabels(model, this.next, this.prev);
    this.onBoard = this.loads.onBoard;
    this.mostBefore = this.loads.mostBefore;
    this.mostAfter = this.loads.mostAfter;
    this.stops = new Int32Array(vehicles);
    this.stamp = new Int32Array(vehicles);
    this.distance = new Float64Array(vehicles);
    this.duration = new Float64Array(vehicles);
    this.load = new Float64Array(vehicles);
    this.head = new Int32Array(vehicles);
    this.roster = new Roster(model);
    this.absent = new Int32Array(shipments);
    this.absentAt = new Int32Array(shipments);
    this.absentCount = shipments;
    this.touched = new Int32Array(vehicles);
    this.touchedIn = new Int32Array(vehicles);
    this.kept = new Float64Array(3 * vehicles);
    this.keptStamp = new Int32Array(vehicles);
    this.measure = new Measure(model);
    this.buffer = new Int32Array(nodes + 4);
    this.bounds = new Float64Array(nodes + 4);
    for (let v = 0; v < vehicles; v++) this.routeOf[start0 + v] = this.routeOf[end0 + v] = v;
    this.clear();
  }

  /** Nothing on the road but the committed visits. */
  clear(): void {
    const { vehicles, shipments, start0, end0, committed, first, weight, penalty, mate } = this.model;
    this.next.fill(-1, 0, start0);
    this.prev.fill(-1, 0, start0);
    this.routeOf.fill(-1, 0, start0);
    this.widest.fill(-Infinity);
    this.roster.clear();
    this.totals.fill(0);
    for (let v = 0; v < vehicles; v++) {
      this.next[start0 + v] = end0 + v;
      this.prev[end0 + v] = start0 + v;
      this.head[v] = start0 + v;
      this.stops[v] = 0;
      this.distance[v] = this.duration[v] = this.load[v] = 0;
    }
    this.absentCount = shipments;
    for (let s = 0; s < shipments; s++) {
      this.absent[s] = this.absentAt[s] = s;
      this.totals[1] += weight[s];
      if (penalty[s] < Infinity) this.totals[0] += penalty[s];
    }
    committed.forEach((list, v) => {
      for (const node of list) {
        this.link(node, this.prev[end0 + v]);
        this.head[v] = node;
      }
    });
    for (let s = 0; s < shipments; s++) {
      const node = first[s];
      const other = mate[node];
      const v = Math.max(this.routeOf[node], other < 0 ? -1 : this.routeOf[other]);
      if (v < 0) continue;
      // A pair that is only half committed keeps its vehicle: its delivery goes last until it finds a better place.
      if (other >= 0 && this.routeOf[other] < 0) this.link(other, this.prev[end0 + v]);
      this.markPresent(s);
    }
    for (let v = 0; v < vehicles; v++) this.relabel(v);
    this.commit();
  }

  /** Puts a node behind another one. */
  link(node: number, after: number): void {
    const { D, at, size, visits, shipmentOf, mate, amount, dimensions, costPerDistance } = this.model;
    const { next, prev, way } = this;
    const v = this.routeOf[after];
    this.touch(v);
    const before = next[after];
    next[after] = node;
    prev[node] = after;
    next[node] = before;
    prev[before] = node;
    this.routeOf[node] = v;
    const row = at[node] * size;
    const there = D[at[after] * size + at[node]];
    const onward = D[row + at[before]];
    const added = there + onward - way[after];
    way[after] = there;
    way[node] = onward;
    this.widen(after);
    this.widen(node);
    this.widen(before);
    this.record(node, after, true);
    if (node < visits) {
      if (this.stops[v]++ === 0) this.open(v);
      else {
        this.distance[v] += added;
        this.totals[0] += costPerDistance[v] * added;
      }
      if (dimensions > 0 && mate[node] < node) this.load[v] += amount[shipmentOf[node] * dimensions];
    } else if (this.stops[v] > 0) {
      this.distance[v] += added;
      this.totals[0] += costPerDistance[v] * added;
    }
  }

  /** Puts nodes into the route, one after the other, behind `after`. */
  linkRow(nodes: Int32Array, count: number, after: number): void {
    let last = after;
    for (let k = 0; k < count; k++) {
      this.link(nodes[k], last);
      last = nodes[k];
    }
  }

  /** Takes a node out of its route. */
  unlink(node: number): void {
    const { D, at, size, visits, shipmentOf, mate, amount, dimensions, costPerDistance, fixedCost } = this.model;
    const { next, prev, way } = this;
    const v = this.routeOf[node];
    this.touch(v);
    const after = prev[node];
    const before = next[node];
    next[after] = before;
    prev[before] = after;
    const direct = D[at[after] * size + at[before]];
    const removed = way[after] + way[node] - direct;
    way[after] = direct;
    this.widest[node] = -Infinity;
    this.widen(after);
    this.widen(before);
    this.routeOf[node] = -1;
    this.record(node, after, false);
    if (node < visits) {
      if (dimensions > 0 && mate[node] < node) this.load[v] -= amount[shipmentOf[node] * dimensions];
      if (--this.stops[v] === 0) {
        this.totals[0] -= fixedCost[v] + costPerDistance[v] * this.distance[v];
        this.distance[v] = 0;
        this.load[v] = 0;
        this.roster.bringIn(v);
        return;
      }
    } else if (this.stops[v] === 0) return;
    this.distance[v] -= removed;
    this.totals[0] -= costPerDistance[v] * removed;
  }

  private widen(node: number): void {
    const { start0 } = this.model;
    if (node >= start0) return;
    const { next, prev, way } = this;
    const before = prev[node];
    const there = way[before];
    const onward = way[node];
    this.widest[node] = before >= start0 || next[node] >= start0 ? Infinity : there > onward ? there : onward;
  }

  private open(v: number): void {
    const { D, at, size, fixedCost, costPerDistance } = this.model;
    // Measured anew: what an empty route drives, possibly over a reload, counts for nothing.
    let distance = 0;
    for (let i = this.model.start0 + v; i !== this.model.end0 + v; i = this.next[i]) {
      this.way[i] = D[at[i] * size + at[this.next[i]]];
      distance += this.way[i];
    }
    this.distance[v] = distance;
    this.totals[0] += fixedCost[v] + costPerDistance[v] * distance;
    this.roster.sendOut(v);
  }

  markPresent(s: number): void {
    const { weight, penalty } = this.model;
    const hole = this.absentAt[s];
    const last = this.absent[--this.absentCount];
    this.absent[hole] = last;
    this.absentAt[last] = hole;
    this.absentAt[s] = -1;
    this.totals[1] -= weight[s];
    if (penalty[s] < Infinity) this.totals[0] -= penalty[s];
  }

  markAbsent(s: number): void {
    const { weight, penalty } = this.model;
    this.absentAt[s] = this.absentCount;
    this.absent[this.absentCount++] = s;
    this.totals[1] += weight[s];
    if (penalty[s] < Infinity) this.totals[0] += penalty[s];
  }

  /** Takes a shipment out. The caller relabels its route. */
  remove(s: number): void {
    const node = this.model.first[s];
    const other = this.model.mate[node];
    this.unlink(node);
    if (other >= 0) this.unlink(other);
    this.markAbsent(s);
  }

  private record(node: number, after: number, linked: boolean): void {
    if (this.undoing) return;
    this.stamp[this.routeOf[after]] = ++this.stamps;
    if (this.journalSize + 2 > this.journal.length) {
      const longer = new Int32Array(2 * this.journal.length);
      longer.set(this.journal);
      this.journal = longer;
    }
    this.journal[this.journalSize++] = linked ? node : ~node;
    this.journal[this.journalSize++] = after;
  }

  private touch(v: number): void {
    if (this.touchedIn[v] === this.turn) return;
    if (this.touchedCount === 0) this.keptTotals.set(this.totals);
    this.touchedIn[v] = this.turn;
    this.touched[this.touchedCount++] = v;
    this.kept[3 * v] = this.distance[v];
    this.kept[3 * v + 1] = this.load[v];
    this.kept[3 * v + 2] = this.duration[v];
    this.keptStamp[v] = this.stamp[v];
  }

  /** Keeps all changes since the last commit. */
  commit(): void {
    this.turn++;
    this.touchedCount = 0;
    this.journalSize = 0;
    this.keptTotals.set(this.totals);
  }

  /** Undoes all changes since the last commit. */
  rollback(): void {
    const { visits, shipmentOf, first } = this.model;
    const { journal, absentAt } = this;
    this.undoing = true;
    for (let k = this.journalSize - 2; k >= 0; k -= 2) {
      const entry = journal[k];
      if (entry >= 0) this.unlink(entry);
      else this.link(~entry, journal[k + 1]);
    }
    for (let k = 0; k < this.journalSize; k += 2) {
      const node = journal[k] >= 0 ? journal[k] : ~journal[k];
      if (node >= visits) continue;
      const s = shipmentOf[node];
      const present = this.routeOf[first[s]] >= 0;
      if (present && absentAt[s] >= 0) this.markPresent(s);
      else if (!present && absentAt[s] < 0) this.markAbsent(s);
    }
    for (let k = 0; k < this.touchedCount; k++) {
      const v = this.touched[k];
      this.relabel(v);
      this.distance[v] = this.kept[3 * v];
      this.load[v] = this.kept[3 * v + 1];
      this.duration[v] = this.kept[3 * v + 2];
      this.stamp[v] = this.keptStamp[v];
    }
    this.totals.set(this.keptTotals);
    this.undoing = false;
    this.touchedCount = 0;
    this.journalSize = 0;
    this.turn++;
  }

  /** Nodes of a route from start to end. */
  nodesOf(v: number, into: Int32Array): number {
    const { next } = this;
    const end = this.model.end0 + v;
    let count = 0;
    for (let i = this.model.start0 + v; i !== end; i = next[i]) into[count++] = i;
    into[count++] = end;
    return count;
  }

  /** Works out the labels of a route. False: it breaks a constraint, which removing can cause where roads make detours. */
  relabel(v: number): boolean {
    const { timed, mixedLoads, pairs, rich } = this.model.features;
    let sound = true;
    if (timed) sound = this.times.relabel(v);
    if ((mixedLoads || pairs) && this.model.dimensions > 0) this.loads.relabel(v);
    if (rich && sound) sound = this.relabelRich(v);
    if (!(this.distance[v] < Infinity)) this.distance[v] = lengthOf(this, v);
    return sound && this.distance[v] < Infinity;
  }

  /** After one insertion: only as far as labels change. */
  relabelAround(node: number, v: number): void {
    const { timed, mixedLoads, pairs, rich } = this.model.features;
    if (mixedLoads || pairs || rich) this.relabel(v);
    else if (timed) this.times.relabelAround(node, v);
  }

  private relabelRich(v: number): boolean {
    // What an undone change gives back is known.
    if (this.undoing) return true;
    const { costPerTime } = this.model;
    const { measure, buffer } = this;
    let duration = 0;
    let sound = true;
    if (this.stops[v] > 0) {
      sound = measure.keepsAll(v, buffer, this.nodesOf(v, buffer));
      duration = sound ? measure.duration : this.duration[v];
    }
    this.totals[0] += costPerTime[v] * (duration - this.duration[v]);
    this.duration[v] = duration;
    return sound;
  }

  cost(): number {
    return this.totals[0] + balanceCost(this);
  }

  /** Where there is no way the sums pass through infinity, from which no subtraction leads back. */
  heal(): void {
    if (!(this.totals[0] < Infinity)) sumUp(this);
  }

  /** Sums everything up from scratch: thousands of additions and subtractions leave crumbs. */
  recount(): void {
    sumUp(this);
    this.keptTotals.set(this.totals);
  }
}
