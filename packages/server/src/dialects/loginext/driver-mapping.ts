/** From LogiNext's drivers to ours. Pure. */
import type { Account } from '../../domain/account/account.ts';
import type { Driver, DriverDraft } from '../../domain/fleet/driver.ts';
import { emailFaults } from './email-faults.ts';
import { ElementRefused } from './errors.ts';
import { listIn } from './nested-list.ts';
import { driverAddress, driverDetails, driverLanguage, driverShift, newDriver } from './schemas/driver.ts';
import { isRecord, readFields, type ElementFault } from './schemas/fields.ts';
import { readShift } from './shift-times.ts';

type Details = Readonly<Record<string, unknown>>;

/**
 * A new driver, or what `old` becomes: a field that was not sent stays as it is, one that was sent empty is empty.
 * @throws ElementRefused that names every faulty field
 */
export function toDriverDraft(element: unknown, { timeZone }: Account, old: Driver | null = null): DriverDraft {
  const { values, faults: read } = readFields(element, newDriver);
  const sent = isRecord(element) ? element : {};
  const faults = [...read, ...emailFaults(values, 'emailId', 'managerEmailId')];
  const lists = {
    languageList: languages(values.languageList, faults),
    addressList: listIn(values.addressList, 'addressList', driverAddress, faults),
    shiftList: shifts(values.shiftList, timeZone, faults),
  };
  const { driverName, phoneNumber, licenseNumber, emailId } = values;
  if (faults.length > 0 || driverName === undefined || phoneNumber === undefined || licenseNumber === undefined) {
    throw new ElementRefused(400, faults);
  }
  const all: Details = { ...values, ...lists };
  const kept = [...Object.keys(driverDetails), ...Object.keys(lists)].filter((name) => name in sent);
  return {
    name: driverName,
    phone: phoneNumber,
    email: 'emailId' in sent ? (emailId ?? null) : (old?.email ?? null),
    licenseNumber,
    details: { ...old?.details, ...Object.fromEntries(kept.map((name) => [name, all[name] ?? null])) },
  };
}

function languages(sent: unknown, faults: ElementFault[]): readonly string[] {
  return listIn(sent, 'languageList', driverLanguage, faults).flatMap(({ name }) => name ?? []);
}

/** Kept as instants: their day and time of day were meant in the account's time zone. */
function shifts(sent: unknown, timeZone: string, faults: ElementFault[]): readonly Details[] {
  return listIn(sent, 'shiftList', driverShift, faults).flatMap((shift, index) => {
    const { startTime, endTime, shiftStartTime, shiftEndTime } = shift;
    // each that is missing has been named
    if (!startTime || !endTime || !shiftStartTime || !shiftEndTime) return [];
    const instants = readShift({ startTime, endTime, shiftStartTime, shiftEndTime }, timeZone);
    if (typeof instants !== 'string') {
      return [{ start: instants.start.toISOString(), end: instants.end.toISOString() }];
    }
    const message = instants === 'shiftStartTime' ? 'Shift start time is invalid' : 'Shift end time is invalid';
    faults.push({ key: `shiftList[${index}].${instants}`, message: [message] });
    return [];
  });
}
