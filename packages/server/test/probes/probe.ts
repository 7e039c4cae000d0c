/** How one operation is asked for by its owner. */

/** Gives the id of what the one who is meant has. */
export type Id = (what: string) => string;

export type Probe = {
  /** Operations that have to come before, by their names here. */
  readonly after?: readonly string[];
  /** What the path's id names, where its segment does not say it. */
  readonly what?: string;
  /** What the parameters of the path are, by name, where they are not all one id. */
  readonly path?: (id: Id) => Readonly<Record<string, string>>;
  /** How another's or nobody's id is answered, where it is no 404. */
  readonly missing?: number;
  readonly body?: (id: Id) => unknown;
  readonly query?: (id: Id) => string;
  readonly type?: string;
};

/** By method and path. */
export type Probes = Readonly<Record<string, Probe>>;

export const plain: Probe = {};
export const empty: Probe = { body: () => ({}) };
/** For operations on a trip under way. */
export const started = ['POST /v1/trips/:id/start'];
