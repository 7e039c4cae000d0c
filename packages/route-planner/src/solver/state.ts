/**
 * One solution and everything the search reads off it: chains of nodes, sums per route, labels per node, what is left out.
 *
 * Every change goes through `link` and `unlink`, which write a journal, so that a rejected iteration is undone in the time
 * it took, whatever the size of the problem. Whoever changes a route calls `relabel` once it is whole again.
 */
import { Measure } from './measure.ts';
import type { Model } from './model.ts';

/** A solution as chains only; enough to come back to it. */
export interface Snapshot {
  readonly next: Int32Array;
  cost: number;
  score: number;
  vehicles: number;
}

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
  /** Earliest departure from a node, latest begin at a node; bounds only where the problem is rich. */
  readonly departs: Float64Array;
  readonly begins: Float64Array;
  /** On board after a node, most so far in the trip, most from here on in the trip; per dimension. */
  readonly onBoard: Float64Array;
  readonly mostBefore: Float64Array;
  readonly mostAfter: Float64Array;

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

  readonly used: Int32Array;
  readonly usedAt: Int32Array;
  usedCount = 0;
  /** Vehicles that may be on the road at once; lowered while the fleet is made smaller. */
  mostUsed: number;
  /** Per type: its vehicles that stand still, the next to go last. */
  readonly idle: Int32Array;
  readonly idleFrom: Int32Array;
  readonly idleCount: Int32Array;

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
    const { nodes, vehicles, shipments, dimensions, types, typeOf, start0, end0 } = model;
    this.model = model;
    this.next = new Int32Array(nodes).fill(-1);
    this.prev = new Int32Array(nodes).fill(-1);
    this.routeOf = new Int32Array(nodes).fill(-1);
    this.way = new Float64Array(nodes);
    this.widest = new Float64Array(nodes).fill(-Infinity);
    this.departs = new Float64Array(nodes);
    this.begins = new Float64Array(nodes);
    const labels = model.features.mixedLoads || model.features.pairs ? nodes * dimensions : 0;
    this.onBoard = new Float64Array(labels);
    this.mostBefore = new Float64Array(labels);
    this.mostAfter = new Float64Array(labels);
    this.stops = new Int32Array(vehicles);
    this.stamp = new Int32Array(vehicles);
    this.distance = new Float64Array(vehicles);
    this.duration = new Float64Array(vehicles);
    this.load = new Float64Array(vehicles);
    this.head = new Int32Array(vehicles);
    this.used = new Int32Array(vehicles);
    this.usedAt = new Int32Array(vehicles).fill(-1);
    this.mostUsed = vehicles;
    this.idle = new Int32Array(vehicles);
    this.idleFrom = new Int32Array(types + 1);
    this.idleCount = new Int32Array(types);
    for (let v = 0; v < vehicles; v++) this.idleFrom[typeOf[v] + 1]++;
    for (let t = 0; t < types; t++) this.idleFrom[t + 1] += this.idleFrom[t];
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
    const { vehicles, shipments, typeOf, types, start0, end0, committed, first, weight, penalty, mate } = this.model;
    this.next.fill(-1, 0, start0);
    this.prev.fill(-1, 0, start0);
    this.routeOf.fill(-1, 0, start0);
    this.widest.fill(-Infinity);
    this.usedCount = 0;
    this.usedAt.fill(-1);
    this.idleCount.fill(0, 0, types);
    this.totals.fill(0);
    for (let v = vehicles - 1; v >= 0; v--) {
      this.next[start0 + v] = end0 + v;
      this.prev[end0 + v] = start0 + v;
      this.head[v] = start0 + v;
      this.stops[v] = 0;
      this.distance[v] = this.duration[v] = this.load[v] = 0;
      const type = typeOf[v];
      this.idle[this.idleFrom[type] + this.idleCount[type]++] = v;
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
        this.close(v);
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
    const { D, at, size, fixedCost, costPerDistance, typeOf } = this.model;
    // Measured anew: what an empty route drives, possibly over a reload, counts for nothing.
    let distance = 0;
    for (let i = this.model.start0 + v; i !== this.model.end0 + v; i = this.next[i]) {
      this.way[i] = D[at[i] * size + at[this.next[i]]];
      distance += this.way[i];
    }
    this.distance[v] = distance;
    this.totals[0] += fixedCost[v] + costPerDistance[v] * distance;
    const type = typeOf[v];
    const base = this.idleFrom[type];
    let k = base + --this.idleCount[type];
    // Normally the last one; a warm start may name any.
    const top = this.idle[k];
    if (top !== v) {
      while (this.idle[k] !== v) k--;
      this.idle[k] = top;
    }
    this.usedAt[v] = this.usedCount;
    this.used[this.usedCount++] = v;
  }

  private close(v: number): void {
    const type = this.model.typeOf[v];
    this.idle[this.idleFrom[type] + this.idleCount[type]++] = v;
    const hole = this.usedAt[v];
    const last = this.used[--this.usedCount];
    this.used[hole] = last;
    this.usedAt[last] = hole;
    this.usedAt[v] = -1;
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
    if (timed) sound = this.relabelTimes(v);
    if ((mixedLoads || pairs) && this.model.dimensions > 0) this.relabelLoads(v);
    if (rich && sound) sound = this.relabelRich(v);
    if (!(this.distance[v] < Infinity)) this.distance[v] = this.lengthOf(v);
    return sound && this.distance[v] < Infinity;
  }

  private relabelTimes(v: number): boolean {
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
    const { timed, mixedLoads, pairs, rich } = this.model.features;
    if (mixedLoads || pairs || rich) {
      this.relabel(v);
      return;
    }
    if (!timed) return;
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

  private relabelLoads(v: number): void {
    const { dimensions, visits, shipmentOf, mate, amount, origin, start0, end0 } = this.model;
    const { next, prev, onBoard, mostBefore, mostAfter } = this;
    const start = start0 + v;
    const end = end0 + v;
    for (let k = 0; k < dimensions; k++) {
      let load = 0;
      let most = 0;
      let collected = 0;
      for (let i = start; i !== end; i = next[i]) {
        if (i < visits) {
          const s = shipmentOf[i];
          const size = amount[s * dimensions + k];
          if (origin[s] === 1) load -= size;
          else if (origin[s] === -1) {
            load += size;
            collected += size;
          } else load += mate[i] > i ? size : -size;
        } else {
          load -= collected;
          collected = 0;
          for (let j = next[i]; j < visits; j = next[j])
            if (origin[shipmentOf[j]] === 1) load += amount[shipmentOf[j] * dimensions + k];
          most = load;
        }
        if (load > most) most = load;
        onBoard[i * dimensions + k] = load;
        mostBefore[i * dimensions + k] = most;
      }
      most = 0;
      for (let i = prev[end]; ; i = prev[i]) {
        load = onBoard[i * dimensions + k];
        if (load > most) most = load;
        mostAfter[i * dimensions + k] = most;
        if (i === start) break;
        if (i >= visits) most = 0;
      }
    }
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

  /** What unequal routes cost. */
  balanceCost(): number {
    const { balance } = this.model;
    if (balance === 0 || this.usedCount === 0) return 0;
    let sum = 0;
    for (let k = 0; k < this.usedCount; k++) sum += this.duration[this.used[k]];
    const mean = sum / this.usedCount;
    let over = 0;
    for (let k = 0; k < this.usedCount; k++) over += Math.max(0, this.duration[this.used[k]] - mean);
    return balance * over;
  }

  cost(): number {
    return this.totals[0] + this.balanceCost();
  }

  private lengthOf(v: number): number {
    const { D, at, size, start0, end0 } = this.model;
    let distance = 0;
    for (let i = start0 + v; i !== end0 + v; i = this.next[i]) distance += D[at[i] * size + at[this.next[i]]];
    return distance;
  }

  /** Where there is no way the sums pass through infinity, from which no subtraction leads back. */
  heal(): void {
    if (!(this.totals[0] < Infinity)) this.sumUp();
  }

  /** Sums everything up from scratch: thousands of additions and subtractions leave crumbs. */
  recount(): void {
    this.sumUp();
    this.keptTotals.set(this.totals);
  }

  private sumUp(): void {
    const { shipments, weight, penalty, fixedCost, costPerDistance, costPerTime } = this.model;
    this.totals.fill(0);
    for (let k = 0; k < this.usedCount; k++) {
      const v = this.used[k];
      this.distance[v] = this.lengthOf(v);
      this.totals[0] += fixedCost[v] + costPerDistance[v] * this.distance[v] + costPerTime[v] * this.duration[v];
    }
    for (let s = 0; s < shipments; s++) {
      if (this.absentAt[s] < 0) continue;
      this.totals[1] += weight[s];
      if (penalty[s] < Infinity) this.totals[0] += penalty[s];
    }
  }

  createSnapshot(): Snapshot {
    return { next: new Int32Array(this.next.length), cost: Infinity, score: Infinity, vehicles: 0 };
  }

  save(into: Snapshot): void {
    into.next.set(this.next);
    into.cost = this.cost();
    into.score = this.totals[1];
    into.vehicles = this.usedCount;
  }

  /** Takes over the chains of a snapshot. */
  take(chains: Int32Array): void {
    const { visits, end0, vehicles, shipmentOf, first } = this.model;
    this.clear();
    for (let v = 0; v < vehicles; v++) {
      const end = end0 + v;
      // Committed visits are there already.
      let after = this.head[v];
      let changed = false;
      for (let i = chains[after]; i !== end; i = chains[i]) {
        if (this.routeOf[i] >= 0) this.unlink(i);
        this.link(i, after);
        after = i;
        changed = true;
      }
      if (changed) this.relabel(v);
    }
    for (let i = 0; i < visits; i++) {
      const s = shipmentOf[i];
      if (this.routeOf[i] >= 0 && first[s] === i && this.absentAt[s] >= 0) this.markPresent(s);
    }
    this.recount();
    this.commit();
  }
}
