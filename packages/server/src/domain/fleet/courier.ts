/** A courier: a person who carries trips, with what fits on the vehicle and when the person works. */

export interface Shift {
  /** As the partner sent it: an instant or a time of day; the end may lie before the start (overnight). */
  readonly start: string;
  readonly end: string;
}

export interface CourierDraft {
  readonly employeeNumber: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string | null;
  /** Code of the courier's hub. */
  readonly branch: string | null;
  readonly vehicleNumber: string | null;
  /** Code of the courier's phone as a tracker (an IMEI); null when it reports no positions. */
  readonly phoneCode: string | null;
  readonly capacityUnits: number | null;
  readonly capacityVolumeCm3: number | null;
  readonly capacityWeightGrams: number | null;
  readonly maxDistanceMetres: number | null;
  readonly preferredPostalCode: string | null;
  readonly languages: readonly string[];
  readonly daysOff: readonly string[];
  readonly shifts: readonly Shift[];
  /** What the partner keeps with the courier and the core only gives back. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Courier extends Omit<CourierDraft, 'phoneCode'> {
  readonly accountId: string;
  readonly id: string;
  readonly version: number;
  readonly vehicleId: string | null;
  readonly trackerId: string | null;
  readonly trackerCode: string | null;
  readonly createdAt: Date;
}
