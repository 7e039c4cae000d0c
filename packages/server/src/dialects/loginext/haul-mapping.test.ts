/** From Haul's vehicles and drivers to ours and back, for whatever a client may send. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { defaultSettings, type Account } from '../../domain/account/account.ts';
import type { Driver } from '../../domain/fleet/driver.ts';
import type { Vehicle } from '../../domain/fleet/vehicle.ts';
import { newId } from '../../lib/new-id.ts';
import { toDriverDraft } from './driver-mapping.ts';
import { toDriverView } from './driver-view.ts';
import { toRevisedVehicle, toVehicleDraft } from './vehicle-mapping.ts';
import { toVehicleView } from './vehicle-view.ts';

const now = new Date('2026-01-01T00:00:00Z');
const account: Account = {
  id: newId(),
  name: 'A',
  currency: 'INR',
  timeZone: 'Asia/Kolkata',
  settings: defaultSettings,
};
const kept = { accountId: account.id, id: newId(), version: 1, createdAt: now };
const text = fc.string({ minLength: 1, maxLength: 40 });
const day = fc.constantFrom('1971-02-28', '2000-02-29', '2100-12-31');
const some = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const instant = fc.constantFrom('2026-01-01T00:00:00.001Z', '2199-12-31T00:00:00.000Z');
const whole = fc.integer({ min: 0, max: 1_000_000_000 });

const vehicles = fc.record({
  vehicleNumber: text,
  vehicleMake: some(text),
  vehicleModel: some(text),
  typeOfBody: some(fc.constantFrom('', 'Flat Bed', '24FT', 'truck')),
  unladdenWeight: some(whole),
  capacityInWeight: some(whole),
  capacityInUnits: some(whole),
  capacityInVolume: some(whole),
  pucValidity: some(instant),
  ownership: some(fc.constantFrom('Vendor', 'company')),
  accidentHistory: some(text),
});

function asVehicle(draft: ReturnType<typeof toVehicleDraft>): Vehicle {
  return { ...draft, ...kept, trackerId: null };
}

it('shows of a vehicle what was sent', () => {
  fc.assert(
    fc.property(vehicles, (sent) => {
      const shown: Readonly<Record<string, unknown>> = toVehicleView(asVehicle(toVehicleDraft(sent, now)), account);
      for (const [key, value] of Object.entries(sent)) {
        assert.equal(shown[key], value ?? (key === 'typeOfBody' ? '' : null), key);
      }
    }),
  );
});

it('changes nothing of a vehicle by an update that names only its number', () => {
  fc.assert(
    fc.property(vehicles, (sent) => {
      const vehicle = asVehicle(toVehicleDraft(sent, now));
      const { vehicleNumber } = sent;
      const late = new Date('2500-01-01T00:00:00Z');
      const revised = asVehicle(toRevisedVehicle({ vehicleNumber }, vehicle, late));
      assert.deepEqual(toVehicleView(revised, account), toVehicleView(vehicle, account), 'old papers are no fault');
    }),
  );
});

it('forgets the rent of a vehicle that the company bought', () => {
  const rented = { vehicleNumber: 'V', ownership: 'vendor', rentStartDate: '2026-01-01T00:00:00Z', rentEndDate: '2027-01-01T00:00:00Z' }; // prettier-ignore
  const vehicle = asVehicle(toVehicleDraft(rented, now));
  const bought = toRevisedVehicle({ vehicleNumber: 'V', ownership: 'Company' }, vehicle, now);
  const { rentStartDate, rentEndDate } = toVehicleView(asVehicle(bought), account);
  assert.deepEqual([rentStartDate, rentEndDate], [null, null]);
});

const drivers = fc.record({
  driverName: text,
  phoneNumber: text,
  licenseNumber: text,
  emailId: some(fc.constantFrom('a@b', 'c.d@e.f')),
  dateOfBirth: some(day),
  licenseValidity: some(day),
  salary: some(whole),
  experience: some(whole),
  maritalStatus: some(fc.constantFrom('married')),
  languageList: some(
    fc.array(
      text.map((name) => ({ name })),
      { maxLength: 3 },
    ),
  ),
});

it('shows of a driver what was sent, in the document’s types', () => {
  fc.assert(
    fc.property(drivers, (sent) => {
      const driver: Driver = { ...toDriverDraft(sent, account), ...kept };
      const shown = toDriverView(driver, account);
      assert.equal(shown.dateOfBirth, sent.dateOfBirth === undefined ? null : Date.parse(sent.dateOfBirth));
      assert.equal(shown.experience, sent.experience === undefined ? null : String(sent.experience));
      assert.deepEqual([shown.salary, shown.emailId], [sent.salary ?? null, sent.emailId ?? null]);
      assert.deepEqual(shown.languageList, sent.languageList ?? []);
      const { driverName, phoneNumber, licenseNumber } = sent;
      const revised = toDriverDraft({ driverName, phoneNumber, licenseNumber }, account, driver);
      assert.deepEqual(toDriverView({ ...revised, ...kept }, account), shown, 'what is not sent stays');
    }),
  );
});

it('shows things whose details another API wrote as it likes', () => {
  const odd = { typeOfBody: 7, ownership: {}, unladdenWeight: 'x', pucValidity: [], salary: '1', languageList: 'x', shiftList: [1, { start: 'x' }], addressList: [null, { pincode: 'x' }], dateOfBirth: '2016-99-99', licenseValidity: 'x' }; // prettier-ignore
  const room = { capacityUnits: null, capacityVolumeCm3: null, capacityWeightGrams: 1500, trackerCode: null };
  const vehicle = toVehicleView({ ...kept, ...room, trackerId: null, number: 'V', details: odd }, account);
  assert.deepEqual([vehicle.typeOfBody, vehicle.ownership, vehicle.capacityInWeight], ['', null, 1.5]);
  const person = { name: 'D', phone: '1', email: null, licenseNumber: 'L' };
  const driver = toDriverView({ ...kept, ...person, details: odd }, account);
  assert.deepEqual([driver.shiftList, driver.languageList, driver.dateOfBirth], [[], [], null]);
  assert.equal(driver.addressList[0]?.pincode, 0);
});
