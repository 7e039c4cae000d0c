/** One search: the state, the moves, the best so far, and the phases in their order. */
import { anneal } from './anneal.ts';
import type { Clock } from './clock.ts';
import { shrinkFleet } from './fleet.ts';
import type { Model } from './model.ts';
import type { Layout } from './near-grid.ts';
import { nearestInSquares } from './near-grid.ts';
import type { Neighbours } from './neighbours.ts';
import { nearestByDistance, nearestByTime } from './neighbours.ts';
import { granularWidth } from './place-single.ts';
import { canPolish, Polish } from './polish.ts';
import type { Random } from './random.ts';
import { createRandom } from './random.ts';
import { Recreate } from './recreate.ts';
import type { RuinSettings } from './ruin.ts';
import { Ruin } from './ruin.ts';
import { canSave, startBySavings } from './savings.ts';
import type { Snapshot } from './snapshot.ts';
import { createSnapshot, save, take } from './snapshot.ts';
import { State } from './state.ts';

export interface SearchOptions {
  readonly seed: number;
  /** Where the places lie, if that is known: it shows sooner what is near. */
  readonly layout: Layout | null;
  /** Loads routes to start from. */
  readonly start: ((state: State) => void) | null;
  readonly onBest: (search: Search) => void;
  /** Shows others the best, and writes theirs into the chains if it is better: true. */
  readonly exchange: ((best: Snapshot, into: Int32Array) => boolean) | null;
}

/** From this many visits on, inserting looks beside the nearest neighbours only. */
const granularFrom = 300;
const ruinWidth = 100;
/** Without times, for inserting, joining and savings: as many as any of them looks at. */
const besideWidth = 60;
/** From this many visits on the search is short of iterations, and savings lead further than inserting does. */
const savingsFrom = 5000;
/** Large problems with times are short of iterations and begin cooler. */
const coolerStart = 0.7;
/** Share of the clock for fewer vehicles where they come first, and for placing all where some are left out. */
const fleetShare = 0.4;
const assignShare = 0.3;
const keepsPerRecount = 100;
/** Share of the clock between two looks at what the other threads have. */
const exchangeEvery = 0.05;

export class Search {
  readonly model: Model;
  readonly state: State;
  readonly random: Random;
  readonly settings: { readonly ruin: RuinSettings };
  readonly recreate: Recreate;
  readonly best: Snapshot;
  private readonly options: SearchOptions;
  private readonly stopped: () => boolean;
  private readonly beside: Neighbours | null;
  private lists: Neighbours | null = null;
  private ruins: Ruin | null = null;
  private polishes: Polish | null = null;
  private readonly received: Int32Array;
  private kept = 0;
  private nextExchange = exchangeEvery;

  constructor(model: Model, options: SearchOptions, clock: Clock) {
    this.model = model;
    this.options = options;
    this.random = createRandom(options.seed);
    this.state = new State(model);
    this.best = createSnapshot(this.state);
    this.settings = { ruin: { average: 10, longestString: 10 } };
    this.stopped = clock.stopped;
    this.beside =
      model.visits <= granularFrom
        ? null
        : model.features.timed
          ? nearestByTime(model, granularWidth, clock.stopped)
          : this.nearest(isSimple(model) ? besideWidth : ruinWidth);
    this.recreate = new Recreate(this.state, this.beside, this.random, clock.stopped);
    this.received = new Int32Array(options.exchange === null ? 0 : model.nodes);
    if (options.start !== null) options.start(this.state);
    else if (model.visits >= savingsFrom && canSave(model))
      startBySavings(this.state, this.beside ?? this.near, clock.stopped);
  }

  get ruin(): Ruin {
    return (this.ruins ??= new Ruin(this.state, this.near, this.random));
  }

  /** Null where the problem is too rich for it. */
  get polish(): Polish | null {
    if (!canPolish(this.model)) return null;
    return (this.polishes ??= new Polish(this.state, this.beside ?? this.near, this.random));
  }

  /** Made when it is first asked for: a first plan of a large problem should not have to wait for it. */
  private get near(): Neighbours {
    return (this.lists ??= this.nearest(ruinWidth));
  }

  private nearest(width: number): Neighbours {
    const { model, options, stopped } = this;
    return options.layout === null || model.visits <= granularFrom
      ? nearestByDistance(model, width, stopped)
      : nearestInSquares(model, options.layout, width, stopped);
  }

  run(clock: Clock): void {
    this.recreate.insertAll();
    this.state.commit();
    this.keep();
    const { perVehicle } = this.model;
    if (perVehicle > 0) shrinkFleet(this, clock, fleetShare, true);
    else if (this.best.score > 0) shrinkFleet(this, clock, assignShare, false);
    anneal(this, clock, {
      from: this.model.visits > granularFrom && this.model.features.timed ? coolerStart : 1,
      to: 0.01,
      begin: Math.min(clock.used(), 0.9),
      end: 1,
    });
    this.options.exchange?.(this.best, this.received);
  }

  better(score: number, cost: number): boolean {
    return score < this.best.score || (score === this.best.score && cost < this.best.cost - 1e-7);
  }

  /** Makes the state the best so far. */
  keep(): void {
    // Crumbs of additions are swept up now and then: on large problems every time would cost more than the iteration.
    if (this.kept++ % keepsPerRecount === 0) this.state.recount();
    if (!this.better(this.state.totals[1], this.state.cost())) return;
    save(this.state, this.best);
    this.options.onBest(this);
  }

  arcCost(): number {
    const { state, model } = this;
    const { used, usedCount } = state.roster;
    let cost = 0;
    let arcs = 0;
    for (let k = 0; k < usedCount; k++) {
      const v = used[k];
      cost += model.costPerDistance[v] * state.distance[v] + model.costPerTime[v] * state.duration[v];
      arcs += state.stops[v] + 1;
    }
    return arcs === 0 ? 1 : cost / arcs;
  }

  /** For what happens between iterations. True: the state was replaced by a better one. */
  pause(used: number): boolean {
    const { exchange } = this.options;
    if (exchange === null || used < this.nextExchange) return false;
    this.nextExchange = used + exchangeEvery;
    if (!exchange(this.best, this.received)) return false;
    take(this.state, this.received);
    this.keep();
    return true;
  }
}

/** Where only the nearest of the list are looked at; elsewhere all of it is. */
const isSimple = ({ features }: Model): boolean => !features.rich && !features.mixedLoads && !features.pairs;
