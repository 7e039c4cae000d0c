/** What the files of the page hand to each other. */

/** What an order goes through, as the server words it: see schemas/tracking-page.ts of the dialect. */
export type OrderPhase =
  | 'received'
  | 'waiting'
  | 'planned'
  | 'set_out'
  | 'to_pickup'
  | 'at_pickup'
  | 'not_collected'
  | 'collected'
  | 'on_the_way'
  | 'at_door'
  | 'not_delivered'
  | 'delivered'
  | 'partly_delivered'
  | 'returning'
  | 'returned'
  | 'cancelled';
export type TripPhase = 'planned' | 'loaded' | 'started' | 'ended' | 'cancelled';
export type StopState = 'open' | 'arrived' | 'done' | 'failed' | 'dropped';

export interface Place {
  readonly lat: number;
  readonly lng: number;
}

/** What orders and trips have in common. Times are milliseconds since 1970. */
interface Tracked {
  readonly version: string;
  readonly eta: number | null;
  readonly courier: { readonly name: string; readonly vehicleNumber: string | null } | null;
  readonly position: (Place & { readonly time: number }) | null;
}

export interface TrackedOrder extends Tracked {
  readonly kind: 'order';
  readonly orderNo: string;
  readonly phase: OrderPhase;
  readonly startTimeWindow: number | null;
  readonly endTimeWindow: number | null;
  readonly stopsBefore: number | null;
  readonly door: Place | null;
  readonly history: readonly { readonly phase: OrderPhase; readonly time: number }[];
}

export interface TrackedStop {
  readonly sequence: number;
  readonly orderNo: string;
  readonly leg: 'PICKUP' | 'DELIVER';
  readonly state: StopState;
  readonly eta: number | null;
  readonly arrivedTime: number | null;
  readonly leftTime: number | null;
  readonly door: Place | null;
}

export interface TrackedTrip extends Tracked {
  readonly kind: 'trip';
  readonly tripName: string;
  readonly phase: TripPhase;
  readonly origin: { readonly name: string; readonly position: Place | null } | null;
  readonly destination: string | null;
  readonly stops: readonly TrackedStop[];
  readonly history: readonly { readonly phase: TripPhase; readonly time: number }[];
}

export type TrackedThing = TrackedOrder | TrackedTrip;

/** What stands behind `#` in the address. */
export interface Sought {
  readonly kind: 'order' | 'trip';
  readonly name: string;
  readonly token: string;
  readonly key: string;
}

/** Why there is nothing to show, or nothing new. */
export type Trouble = 'incomplete' | 'unknown' | 'refused' | 'away';

export interface Follower {
  /** `skewMs`: by how much the server's clock is ahead of ours. */
  readonly show: (thing: TrackedThing, skewMs: number) => void;
  /** Nothing more will come by itself, unless it is `away`. */
  readonly trouble: (trouble: Trouble) => void;
  readonly live: (isLive: boolean) => void;
}

/** What we write of GeoJSON; longitude comes first. */
type Geometry =
  | { type: 'Point'; coordinates: [number, number] }
  | { type: 'LineString'; coordinates: [number, number][] }
  | { type: 'Polygon'; coordinates: [number, number][][] };
export interface Feature {
  type: 'Feature';
  properties: Record<string, string>;
  geometry: Geometry;
}
export interface Features {
  type: 'FeatureCollection';
  features: Feature[];
}

/** What lies on the map. */
export interface Scene {
  readonly courier: Place | null;
  /** The fix is old: it is drawn pale. */
  readonly isOld: boolean;
  readonly doors: readonly { readonly place: Place; readonly label: string; readonly state: 'own' | 'open' | 'over' }[];
  readonly origin: Place | null;
}

/** A name for the map. */
export interface PlaceName extends Place {
  readonly name: string;
}

export interface Chart {
  readonly show: (scene: Scene) => void;
}

/** One language of the page. */
export interface Words {
  readonly code: string;
  readonly dir: 'ltr' | 'rtl';
  /** Its own name, for the switch. */
  readonly name: string;
  readonly title: string;
  readonly loading: string;
  readonly language: string;
  readonly map: string;
  readonly order: (number: string) => string;
  readonly trip: (name: string) => string;
  readonly phases: Readonly<Record<OrderPhase, string>>;
  /** What stands under the headline while there is nothing more exact to say. */
  readonly meaning: Readonly<Partial<Record<OrderPhase, string>>>;
  readonly moments: Readonly<Record<OrderPhase, string>>;
  readonly tripPhases: Readonly<Record<TripPhase, string>>;
  readonly tripMoments: Readonly<Record<TripPhase, string>>;
  readonly steps: readonly [string, string, string, string];
  readonly stopsBefore: (count: number) => string;
  readonly expectedAt: (time: string) => string;
  readonly facts: Readonly<
    Record<'eta' | 'window' | 'courier' | 'vehicle' | 'seen' | 'from' | 'to' | 'progress', string>
  >;
  readonly between: (from: string, until: string) => string;
  readonly from: (time: string) => string;
  readonly until: (time: string) => string;
  readonly done: (done: number, all: number) => string;
  readonly justNow: string;
  readonly history: string;
  readonly stops: string;
  readonly legs: Readonly<Record<TrackedStop['leg'], string>>;
  readonly stopStates: Readonly<Record<StopState, string>>;
  readonly live: string;
  readonly reconnecting: string;
  readonly troubles: Readonly<Record<Trouble, { readonly title: string; readonly text: string }>>;
  readonly again: string;
}
