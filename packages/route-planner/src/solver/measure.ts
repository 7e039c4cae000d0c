/**
 * The exact judge of one route for problems with rich constraints: whether it keeps them all, how far and how long it is.
 *
 * Time is a set of options, which windows, set-ups, services and breaks move or split; with single windows and no
 * breaks one option is all there is.
 */
import type { Model } from './model.ts';
import type { Rests } from './time-options.ts';
import { restsOf, TimeOptions } from './time-options.ts';

export class Measure {
  distance = 0;
  duration = 0;
  private readonly model: Model;
  private readonly onBoard: Float64Array;
  private readonly collected: Float64Array;
  private readonly now = new TimeOptions();
  private readonly later = new TimeOptions();
  private readonly rests: readonly Rests[];

  constructor(model: Model) {
    this.model = model;
    this.rests = restsOf(model);
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
    const { model } = this;
    if (model.windows.length === 0 && model.breaks[vehicle].length === 0)
      return this.keepsSingleWindows(vehicle, nodes, count);
    const { T, at, size, service, setup, earliest, latest, slowness, maxDuration } = model;
    const slow = slowness[vehicle];
    const rests = this.rests[vehicle];
    const shiftEnd = latest[nodes[count - 1]];
    let { now, later } = this;
    now.begin(earliest[nodes[0]], shiftEnd, rests);
    let here = at[nodes[0]];
    for (let k = 1; k < count; k++) {
      const node = nodes[k];
      const place = at[node];
      const hold = service[node] + (here === place ? 0 : setup[node]);
      later.move(now, model, node, T[here * size + place] * slow, hold, rests);
      if (later.count === 0) return false;
      here = place;
      [now, later] = [later, now];
    }
    this.duration = now.shortest(shiftEnd, rests);
    return this.duration <= maxDuration[vehicle] && this.duration < Infinity;
  }
}
