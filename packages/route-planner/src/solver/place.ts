/** Where a shipment would go best, as the search for places leaves it. */
import type { Random } from './random.ts';

export class Place {
  /** Added cost; Infinity: there is no place. */
  cost = Infinity;
  vehicle = -1;
  /** Node to put the (first) visit behind. */
  after = -1;
  /** Node to put a pair's delivery behind; its own pickup where it follows at once. */
  mateAfter = -1;
  /** Reload to put in as well: 0 none, 1 before the first visit, 2 behind it. */
  reload = 0;

  clear(limit: number): void {
    this.cost = limit;
    this.vehicle = -1;
    this.reload = 0;
  }
}

/** Positions left out by chance, one in a hundred, so that the same hole is not filled in the same way again and again. */
export class Blinks {
  /** Positions until the next one is left out. */
  left: number;
  /** How many so far. */
  drawn = 0;
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
    this.left = this.next();
  }

  /** Draws the distance to the next blink at once: a draw per position would cost more than looking at it. */
  next(): number {
    this.drawn++;
    return 1 + Math.floor(Math.log(1 - this.random.real()) * -99.5);
  }
}
