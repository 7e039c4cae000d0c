/** Which vehicles are on the road, and which stand still. */
import type { Model } from './model.ts';

export class Roster {
  /** The vehicles on the road, in no order, and where each is in that list; -1 for one that stands still. */
  readonly used: Int32Array;
  private readonly usedAt: Int32Array;
  usedCount = 0;
  /** Vehicles that may be on the road at once; lowered while the fleet is made smaller. */
  mostUsed: number;
  /** Per type: its vehicles that stand still, the next to go last. */
  readonly idle: Int32Array;
  readonly idleFrom: Int32Array;
  readonly idleCount: Int32Array;
  private readonly typeOf: Int32Array;

  constructor({ vehicles, types, typeOf }: Model) {
    this.typeOf = typeOf;
    this.used = new Int32Array(vehicles);
    this.usedAt = new Int32Array(vehicles);
    this.mostUsed = vehicles;
    this.idle = new Int32Array(vehicles);
    this.idleFrom = new Int32Array(types + 1);
    this.idleCount = new Int32Array(types);
    for (let v = 0; v < vehicles; v++) this.idleFrom[typeOf[v] + 1]++;
    for (let t = 0; t < types; t++) this.idleFrom[t + 1] += this.idleFrom[t];
    this.clear();
  }

  /** All stand still; the first of each type goes first. */
  clear(): void {
    this.usedCount = 0;
    this.usedAt.fill(-1);
    this.idleCount.fill(0);
    for (let v = this.typeOf.length - 1; v >= 0; v--) this.addIdle(v);
  }

  sendOut(v: number): void {
    const type = this.typeOf[v];
    let k = this.idleFrom[type] + --this.idleCount[type];
    // Normally the last one; a warm start may name any.
    const top = this.idle[k];
    if (top !== v) {
      while (this.idle[k] !== v) k--;
      this.idle[k] = top;
    }
    this.usedAt[v] = this.usedCount;
    this.used[this.usedCount++] = v;
  }

  bringIn(v: number): void {
    this.addIdle(v);
    const hole = this.usedAt[v];
    const last = this.used[--this.usedCount];
    this.used[hole] = last;
    this.usedAt[last] = hole;
    this.usedAt[v] = -1;
  }

  private addIdle(v: number): void {
    const type = this.typeOf[v];
    this.idle[this.idleFrom[type] + this.idleCount[type]++] = v;
  }
}
