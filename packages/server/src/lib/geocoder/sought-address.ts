/** An address whose place on the globe is asked for; null where nothing was said. */

export interface SoughtAddress {
  readonly street: string | null;
  readonly landmark: string | null;
  readonly locality: string | null;
  readonly city: string | null;
  /** By name, not by code. */
  readonly state: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly postalCode: string | null;
}

export interface FoundPoint {
  readonly lat: number;
  readonly lng: number;
}
