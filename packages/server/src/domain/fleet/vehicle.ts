/** A vehicle and what fits into it. */

export interface VehicleDraft {
  readonly number: string;
  /** Code of the tracker built into it. */
  readonly trackerCode: string | null;
  readonly capacityUnits: number | null;
  readonly capacityVolumeCm3: number | null;
  readonly capacityWeightGrams: number | null;
  /** What the partner keeps with the vehicle and the core only gives back. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Vehicle extends VehicleDraft {
  readonly accountId: string;
  readonly id: string;
  readonly version: number;
  readonly trackerId: string | null;
  readonly createdAt: Date;
}
