/** A courier's duty: with what he drives, for whom, and whether he looks for work. */
import type { EmissionsType, VehicleKind } from '../task/vehicle-kind.ts';

export interface Duty {
  readonly accountId: string;
  readonly courierId: string;
  /** The transporter he drives for. */
  readonly organisationId: string | null;
  readonly vehicleKind: VehicleKind;
  readonly emissionsType: EmissionsType;
  /** Has a boat. */
  readonly marine: boolean;
  /** Codes of the squads he belongs to. */
  readonly squads: readonly string[];
  /** Null: he is off duty. */
  readonly onDutySince: Date | null;
  readonly updatedAt: Date;
}

/** Goes on duty, or off it; who is on duty already stays so since then. */
export function turned(since: Date | null, onDuty: boolean, now: Date): Date | null {
  return onDuty ? (since ?? now) : null;
}
