/** Haul's drivers in LogiNext's words, replayed through HTTP. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
before(async () => {
  house = await openLogiNextHouse();
  partner = await house.client();
});
after(() => house.close());

type Json = Record<string, unknown>;
type Faults = Record<string, { key: string; message: string[] }[]>;
const [newDriver = {}] = fixture('loginext', 'create-driver.request') as Json[];
const [newAddress] = newDriver['addressList'] as Json[];
const [newShift] = newDriver['shiftList'] as Json[];

const create = (...drivers: Json[]) => partner.call('POST', '/DriverApp/haul/v1/driver/create', drivers);
const update = (body: unknown) => partner.call('PUT', '/DriverApp/haul/v1/driver/update', body);
const list = (...ids: string[]) => partner.call('POST', '/DriverApp/haul/v1/driver/list', ids);
const remove = (...ids: string[]) => partner.call('DELETE', '/DriverApp/haul/v1/driver/delete', ids);
const faultsOf = ({ body }: { readonly body: unknown }) => (body as { error: Faults }).error;
const get = async (id: string) => ((await list(id)).body as { data: Json[] }).data[0] ?? {};

let count = 0;

async function make(change: Json = {}): Promise<string> {
  count += 1;
  const { status, body } = await create({ ...newDriver, licenseNumber: `L-${count}`, ...change });
  assert.equal(status, 201, JSON.stringify(body));
  return (body as { data: string[] }).data[0] ?? '';
}

it('gives back the addresses, languages and shifts that were sent', async () => {
  const { addressList, languageList, shiftList } = await get(await make());
  const sent = (newDriver['addressList'] as Json[]).map((one) => ({ areaName: null, ...one }));
  assert.deepEqual(addressList, sent);
  assert.deepEqual(languageList, newDriver['languageList']);
  const [shiftStartTime, shiftEndTime] = ['2016-06-13T13:33:00Z', '2016-06-15T01:40:00Z'];
  assert.deepEqual(shiftList, [{ shiftStartTime, shiftEndTime, startTime: null, endTime: null }]);
});

it('updates what was sent, empties what was sent empty, and leaves the rest', async () => {
  const id = await make();
  const { driverName, phoneNumber } = newDriver;
  const change = { referenceId: id, driverName, phoneNumber, licenseNumber: `L-${count}` };
  assert.equal((await update([{ ...change, salary: '', emailId: null, languageList: [] }])).status, 200);
  const { salary, emailId, languageList, maritalStatus, dateOfBirth, addressList } = await get(id);
  assert.deepEqual([salary, emailId, languageList, maritalStatus], [null, null, [], 'married']);
  assert.deepEqual([dateOfBirth, (addressList as Json[]).length], [1465776000000, 2]);
});

it('refuses what the table does not allow, field by field', async () => {
  for (const [change, key, message] of [
    [{ driverName: '' }, 'driverName', 'Driver name is mandatory.'],
    [{ phoneNumber: null }, 'phoneNumber', 'Phone number is mandatory.'],
    [{ licenseNumber: undefined }, 'licenseNumber', 'License number is mandatory.'],
    [{ emailId: 'nobody' }, 'emailId', 'Invalid Email'],
    [{ managerEmailId: '@' }, 'managerEmailId', 'Invalid Email'],
    [{ dateOfBirth: '2016-02-30' }, 'dateOfBirth', 'Date of birth is invalid'],
    [{ licenseValidity: 'never' }, 'licenseValidity', 'License validity is invalid'],
    [{ salary: 'much' }, 'salary', 'Salary is invalid'],
    [{ experience: -1 }, 'experience', 'Experience is invalid'],
    [{ addressList: 'Mumbai' }, 'addressList', 'A list of at most 100 is expected.'],
    [{ addressList: [{ ...newAddress, pincode: '' }] }, 'addressList[0].pincode', 'Pincode is mandatory.'],
    [
      { addressList: [{ ...newAddress, isCurrentAddress: 'maybe' }] },
      'addressList[0].isCurrentAddress',
      'Is current address is invalid',
    ],
    [{ shiftList: [{ ...newShift, endTime: '' }] }, 'shiftList[0].endTime', 'End time is mandatory.'],
    [
      { shiftList: [{ ...newShift, shiftStartTime: '25:00' }] },
      'shiftList[0].shiftStartTime',
      'Shift start time is invalid',
    ],
    [{ shiftList: [{ ...newShift, endTime: '07:10am' }] }, 'shiftList[0].shiftEndTime', 'Shift end time is invalid'],
  ] as const) {
    // prettier-ignore
    const refused = await create({ ...newDriver, licenseNumber: 'NEVER', ...change });
    assert.equal(refused.status, 400, JSON.stringify(change));
    assert.deepEqual(faultsOf(refused), { '0': [{ key, message: [message] }] });
  }
});

it('refuses a licence that is taken, and gives it free with the driver', async () => {
  const [first, second] = [await make({ licenseNumber: 'TWICE' }), await make()];
  const again = await create({ ...newDriver, licenseNumber: 'TWICE' });
  assert.equal(again.status, 409);
  const message = ['There is a driver with the licence TWICE already.'];
  assert.deepEqual(faultsOf(again), { '0': [{ key: 'licenseNumber', message }] });
  const change = { ...newDriver, referenceId: second, licenseNumber: 'TWICE' };
  assert.equal((await update(change)).status, 409);
  assert.equal((await remove(first)).status, 200);
  assert.equal((await update(change)).status, 200);
});

it('answers a list element by element, and says which id names nobody', async () => {
  const id = await make();
  const unknown = '0'.repeat(32);
  const { status, body } = await list(unknown, id, 'nobody');
  const { data, hasError } = body as { data: (Json | null)[]; hasError: boolean };
  assert.deepEqual([status, hasError], [200, true]);
  assert.deepEqual(data.map((one) => one?.['referenceId'] ?? null), [null, id, null]); // prettier-ignore
  const fault = [{ key: 'referenceId', message: ['Reference Id does not exists'] }];
  assert.deepEqual(faultsOf({ body }), { '0': fault, '2': fault });
  assert.equal((await remove(id)).status, 200);
  for (const gone of [await list(id), await remove(id), await update({ ...newDriver, referenceId: id })]) {
    assert.deepEqual([gone.status, faultsOf(gone)['0']], [400, fault]);
  }
  const nameless = await update(newDriver);
  assert.deepEqual(faultsOf(nameless)['0'], [{ key: 'referenceId', message: ['Reference Id is mandatory.'] }]);
});
