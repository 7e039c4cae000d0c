/**
 * What `followTour` would say of a tour with more visits in it, in its own arithmetic but without writing anything down.
 * Exact where every visit has at most one window and there are no breaks; elsewhere the least it can be.
 */
import { exceeds } from './evaluate/tolerance.ts';
import type { Tour } from './evaluate/tour.ts';
import { isVisit } from './evaluate/tour.ts';
import type { Ways } from './evaluate/ways.ts';
import type { Line } from './insert-line.ts';
import { closes, opens } from './insert-line.ts';
import type { Visit } from './problem.ts';

/** Where `first` goes, behind a reload or not, and for a pair where `second` goes; as in `Candidate`. */
export interface Trip {
  readonly first: Visit;
  readonly second: Visit | null;
  readonly at: number;
  readonly deliveryAt: number;
  readonly reload: boolean;
}

export class Trial {
  distance = 0;
  /** Only where someone asks for it: it costs something, or is limited. */
  duration = 0;
  private readonly ways: Ways;
  private count = 0;
  private readonly drives: number[] = [];
  private readonly holds: number[] = [];
  private readonly opens: number[] = [];
  private readonly closes: number[] = [];
  private here = 0;
  private speedFactor = 1;
  private reachable = true;

  constructor(ways: Ways) {
    this.ways = ways;
  }

  /** Without `trip`, the tour as it is. False: it is late somewhere, goes where no way leads, or exceeds a limit. */
  run({ vehicle, calls }: Tour, line: Line, trip: Trip | null): boolean {
    const { start, speedFactor = 1, reloadDuration = 0, maxDistance = Infinity, maxStops = Infinity } = vehicle;
    const { places, lengths, drives } = line;
    this.count = this.distance = 0;
    this.here = start;
    this.speedFactor = speedFactor;
    this.reachable = true;
    let stops = trip === null ? 0 : trip.second === null ? 1 : 2;
    for (let k = 0; k <= calls.length; k++) {
      let asBefore = true;
      if (trip !== null && trip.at === k) {
        if (trip.reload) this.drive(start, reloadDuration, -Infinity, Infinity);
        this.visit(trip.first);
        asBefore = false;
      }
      if (trip !== null && trip.second !== null && trip.deliveryAt === k) {
        this.visit(trip.second);
        asBefore = false;
      }
      const place = places[k + 1];
      if (place === null || place === undefined) break;
      const call = calls[k];
      const visit = call !== undefined && isVisit(call) ? call.visit : null;
      if (visit !== null) stops++;
      const hold = visit !== null ? holdAt(visit, this.here) : call === undefined ? 0 : reloadDuration;
      const [from, until] = call === undefined ? [-Infinity, Infinity] : [line.opens[k + 1], line.closes[k + 1]];
      if (asBefore) this.leg(place, lengths[k], drives[k], hold, from, until);
      else this.drive(place, hold, from, until);
    }
    if (!this.reachable || exceeds(this.distance, maxDistance) || exceeds(stops, maxStops)) return false;
    return this.keepTime(vehicle);
  }

  private visit(visit: Visit): void {
    this.drive(visit.location, holdAt(visit, this.here), opens(visit), closes(visit));
  }

  private drive(place: number, hold: number, from: number, until: number): void {
    const { ways, here } = this;
    this.leg(place, ways.distance(here, place), ways.duration(here, place) / this.speedFactor, hold, from, until);
  }

  private leg(place: number, length: number, drive: number, hold: number, from: number, until: number): void {
    const { count } = this;
    if (!(length >= 0 && drive >= 0 && length < Infinity && drive < Infinity)) this.reachable = false;
    this.distance += length;
    this.drives[count] = drive;
    this.holds[count] = hold;
    this.opens[count] = from;
    this.closes[count] = until;
    this.here = place;
    this.count = count + 1;
  }

  /** See `shortestTimetable`. */
  private keepTime({ shift = [0, Infinity], maxDuration = Infinity, costPerTime = 0 }: Tour['vehicle']): boolean {
    const { count, drives, holds, opens, closes } = this;
    let ready = shift[0];
    let slack = shift[1] - shift[0];
    let out = 0;
    for (let k = 0; k < count; k++) {
      const from = opens[k];
      const until = closes[k];
      ready += drives[k];
      out += drives[k];
      if (exceeds(ready, until)) return false;
      const latest = ready + slack;
      if (latest < from) {
        ready = from;
        slack = 0;
        out += from - latest;
      } else {
        if (from > ready) ready = from;
        slack = Math.max(0, Math.min(latest, until) - ready);
      }
      ready += holds[k];
      out += holds[k];
    }
    if (exceeds(ready, shift[1])) return false;
    this.duration = 0;
    if (costPerTime === 0 && maxDuration === Infinity) return true;
    const departure = ready - out;
    let now = departure;
    for (let k = 0; k < count; k++) {
      now += drives[k];
      if (opens[k] > now) now = opens[k];
      now += holds[k];
    }
    this.duration = now - departure;
    return !exceeds(this.duration, maxDuration);
  }
}

const holdAt = ({ location, service = 0, setup = 0 }: Visit, here: number): number =>
  location === here ? service : setup + service;
