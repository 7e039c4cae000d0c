/** Per node and dimension: what is on board after it, and the most that is on board before and after it in its trip. */
import type { Model } from './model.ts';

export class LoadLabels {
  readonly onBoard: Float64Array;
  /** Most so far in the trip, most from here on in the trip. */
  readonly mostBefore: Float64Array;
  readonly mostAfter: Float64Array;
  private readonly model: Model;
  private readonly next: Int32Array;
  private readonly prev: Int32Array;

  /** The chains are the state's own: it changes them, this reads them. */
  constructor(model: Model, next: Int32Array, prev: Int32Array) {
    const { nodes, dimensions, features } = model;
    this.model = model;
    this.next = next;
    this.prev = prev;
    const labels = features.mixedLoads || features.pairs ? nodes * dimensions : 0;
    this.onBoard = new Float64Array(labels);
    this.mostBefore = new Float64Array(labels);
    this.mostAfter = new Float64Array(labels);
  }

  relabel(v: number): void {
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
}
