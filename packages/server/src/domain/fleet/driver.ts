/** A driver: a person with a licence, who drives what a trip needs. */

export interface DriverDraft {
  readonly name: string;
  readonly phone: string;
  readonly email: string | null;
  /** Unique in the account. */
  readonly licenseNumber: string;
  /** What the partner keeps with the driver and the core only gives back. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Driver extends DriverDraft {
  readonly accountId: string;
  readonly id: string;
  readonly version: number;
  readonly createdAt: Date;
}
