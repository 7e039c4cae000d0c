/** Positions with a bound each, from which the most promising is taken next. */

export class Candidates {
  count = 0;
  private bounds = new Float64Array(256);
  private packed = new Int32Array(3 * 256);
  /** Result of `take`. */
  at = 0;
  last = 0;
  reload = 0;

  add(bound: number, at: number, last: number, reload: number): void {
    if (this.count === this.bounds.length) this.grow();
    this.bounds[this.count] = bound;
    this.packed[3 * this.count] = at;
    this.packed[3 * this.count + 1] = last;
    this.packed[3 * this.count + 2] = reload;
    this.count++;
  }

  /** Takes out the one with the least bound. False: none is below the limit. */
  take(limit: number): boolean {
    const { bounds, packed } = this;
    let best = -1;
    let least = limit;
    for (let k = 0; k < this.count; k++)
      if (bounds[k] < least) {
        least = bounds[k];
        best = k;
      }
    if (best < 0) return false;
    bounds[best] = Infinity;
    this.at = packed[3 * best];
    this.last = packed[3 * best + 1];
    this.reload = packed[3 * best + 2];
    return true;
  }

  private grow(): void {
    const bounds = new Float64Array(2 * this.bounds.length);
    bounds.set(this.bounds);
    this.bounds = bounds;
    const packed = new Int32Array(2 * this.packed.length);
    packed.set(this.packed);
    this.packed = packed;
  }
}
