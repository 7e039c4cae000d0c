/** What the files of the page hand to each other. */
import type { MapData } from '../src/map/map-data.ts';

export type { MapData };
export type Clock = MapData['clock'];
export type Route = MapData['routes'][number];
export type Stop = Route['stops'][number];
/** A shipment that is not served. */
export type Left = MapData['left'][number];
export type Point = readonly [number, number];
export type Span = { readonly from: number; readonly until: number };

/** A stop with its route, or what is in no route. */
export type Choice = { readonly at: number; readonly stop: Stop } | { readonly at: null; readonly stop: Left };

/** Tells routes apart: an angle on the colour wheel, and one of three lightnesses. */
export interface Hue {
  readonly hue: number;
  readonly tier: number;
}

export interface View {
  width: number;
  height: number;
  /** The middle of the screen, and pixels per unit of the world. */
  x: number;
  y: number;
  scale: number;
  /** The scale at which everything is seen. */
  fitted: number;
  /** The side lies below the map. */
  narrow: boolean;
  readonly toScreen: (x: number, y: number) => [number, number];
  readonly toWorld: (px: number, py: number) => [number, number];
  readonly resize: (width: number, height: number) => void;
  /** Without places: everything. */
  readonly fit: (places?: readonly Point[]) => void;
  readonly move: (dx: number, dy: number) => void;
  /** Keeps the place under a pixel where it is; without one, the middle. */
  readonly zoom: (factor: number, px?: number, py?: number) => void;
}

/** What is shown, and what of it is chosen. */
export interface State {
  readonly data: MapData;
  readonly points: readonly Point[];
  readonly geo: boolean;
  readonly drawn: boolean;
  readonly routes: readonly Route[];
  readonly left: readonly Left[];
  readonly starts: ReadonlySet<number>;
  readonly hues: readonly Hue[];
  colours: readonly string[];
  readonly view: View;
  readonly spacing: number;
  readonly day: Span;
  dark: boolean;
  chosen: number | null;
  hovered: number | null;
  stop: Stop | Left | null;
}

/** Looks up one of the page's colours. */
export type Shade = (name: string) => string;

/** What the side asks for. */
export interface PanelActions {
  readonly chooseRoute: (at: number | null) => void;
  readonly chooseStop: (choice: Choice, bring: boolean) => void;
  readonly hoverRoute: (at: number | null) => void;
}

/** What the side can be told. */
export interface Panel {
  readonly rows: readonly HTMLElement[];
  readonly paint: () => void;
  readonly choose: (at: number | null, stop: Stop | Left | null) => void;
  readonly hover: (at: number | null) => void;
  readonly find: (words: string) => void;
}

/** What fingers, mouse and keys ask for. */
export interface MoveActions {
  readonly changed: () => void;
  readonly glide: (change: () => void) => void;
  readonly over: (px: number, py: number) => void;
  readonly tapped: (px: number, py: number) => void;
  readonly left: () => void;
  readonly escape: () => void;
}
