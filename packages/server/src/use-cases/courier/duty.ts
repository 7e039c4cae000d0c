/** Couriers go on duty and off it; the operator says with what they drive and for whom. */
import type { Transaction } from 'kysely';
import { turned, type Duty } from '../../domain/courier/duty.ts';
import { DomainError, invalid } from '../../domain/errors.ts';
import type { LatLng } from '../../domain/geo.ts';
import { findDuty, lockCourier, saveDuty, type DutyNow } from '../../store/courier-duty.ts';
import type { DB } from '../../store/schema.ts';
import { violates } from '../../store/violation.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { recordPositionsById } from '../tracking/record-positions.ts';
import { transact } from '../transact.ts';
import type { CourierIdentity } from './identity.ts';
import { ownTracker } from './own-tracker.ts';

/** What the operator says of a courier. */
export interface DutyOrder extends Pick<
  Duty,
  'organisationId' | 'vehicleKind' | 'emissionsType' | 'marine' | 'squads'
> {
  /** Null: as it is. */
  readonly onDuty: boolean | null;
}

/** Null before anybody has set it. @throws DomainError `courier_not_found` */
export async function getDuty(deps: Pick<Deps, 'db'>, { accountId }: Caller, courierId: string): Promise<Duty | null> {
  return (await requireDuty(deps, accountId, courierId)).duty;
}

/** @throws DomainError `courier_not_found`, `organisation_not_found` */
export async function setDuty(deps: Deps, caller: Caller, courierId: string, order: DutyOrder): Promise<Duty> {
  const { onDuty, ...said } = order;
  return change(deps, caller, courierId, (before) => ({
    ...said,
    onDutySince: turned(before?.onDutySince ?? null, onDuty ?? Boolean(before?.onDutySince), deps.now()),
  }));
}

/** What a courier says of himself; null: as it is. */
export interface OwnDuty {
  readonly onDuty: boolean;
  readonly vehicleKind: Duty['vehicleKind'] | null;
  readonly emissionsType: Duty['emissionsType'] | null;
  /** Where he is. */
  readonly position: LatLng | null;
}

/** @throws DomainError `invalid_input` while nobody has said with what he drives */
export async function setOwnDuty(deps: Deps, courier: CourierIdentity, said: OwnDuty): Promise<Duty> {
  const { caller, courierId } = courier;
  const duty = await change(deps, caller, courierId, (before) => {
    const vehicleKind = said.vehicleKind ?? before?.vehicleKind;
    if (!vehicleKind) throw invalid('vehicleKind', 'Nobody has said yet with what you drive.');
    return {
      organisationId: before?.organisationId ?? null,
      vehicleKind,
      emissionsType: said.emissionsType ?? before?.emissionsType ?? 'ice',
      marine: before?.marine ?? false,
      squads: before?.squads ?? [],
      onDutySince: turned(before?.onDutySince ?? null, said.onDuty, deps.now()),
    };
  });
  if (said.position && said.onDuty) {
    const fix = { recordedAt: deps.now(), speedKmh: null, batteryPercent: null, temperatureC: null, messageType: null };
    await recordPositionsById(deps, caller, await ownTracker(deps, courier), [{ ...fix, ...said.position }]);
  }
  return duty;
}

/** The courier as he stands now. @throws DomainError `courier_not_found` */
export async function requireDuty(deps: Pick<Deps, 'db'>, accountId: string, courierId: string): Promise<DutyNow> {
  const found = await findDuty(deps.db.of(accountId), accountId, courierId);
  if (!found) throw new DomainError('courier_not_found', 'There is no such courier.');
  return found;
}

type DutyChange = Omit<Duty, 'accountId' | 'courierId' | 'updatedAt'>;

async function change(
  deps: Deps,
  caller: Caller,
  courierId: string,
  say: (before: Duty | null) => DutyChange,
): Promise<Duty> {
  return transact(deps, caller, async (tx) => {
    await lockCourier(tx, caller.accountId, courierId);
    const found = await findDuty(tx, caller.accountId, courierId);
    if (!found) throw new DomainError('courier_not_found', 'There is no such courier.');
    const duty = { ...say(found.duty), accountId: caller.accountId, courierId, updatedAt: deps.now() };
    await save(tx, duty);
    return duty;
  });
}

async function save(tx: Transaction<DB>, duty: Duty): Promise<void> {
  try {
    await saveDuty(tx, duty);
  } catch (error) {
    if (!violates(error, 'courier_duty_account_id_organisation_id_fkey')) throw error;
    throw new DomainError('organisation_not_found', 'There is no such organisation.');
  }
}
