/** Create Delivery Medium: each field that cannot be what the table says is refused by its name. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { getCourier } from '../../use-cases/fleet/couriers.ts';
import { fromReference } from './references.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
  partner = await house.client();
});
after(() => house.close());

type Fields = Readonly<Record<string, unknown>>;
const [sample = {}] = fixture('loginext', 'create-delivery-medium.request') as Fields[];
let count = 0;

function send(change: Fields) {
  count += 1;
  const medium = { ...sample, employeeId: `M-${count}`, userName: `m-${count}`, imei: `77${count}`, ...change };
  return partner.call('POST', '/DeliveryMediumApp/mile/v1/create', [medium]);
}

async function keptOf(change: Fields) {
  const { status, body } = await send(change);
  assert.equal(status, 201, JSON.stringify(body));
  const id = fromReference((body as { data: string[] }).data[0]) ?? assert.fail();
  return getCourier(house.deps, partner.tenant.identity.caller, id);
}

it('keeps every field of the sample [LX34]', async () => {
  const { details, daysOff, shifts, preferredPostalCode, maxDistanceMetres, languages } = await keptOf({});
  assert.deepEqual(details, {
    userGroupName: 'lastmile',
    dob: '2016-12-12',
    gender: 'Male',
    deliveryMediumMasterTypeCd: 'Delivery Boy',
    isOwnVehicleFl: 'Company',
    licenseValidity: '2016-12-13',
  });
  assert.deepEqual([daysOff, preferredPostalCode, maxDistanceMetres], [['Thursday', 'Monday'], '400001', 100_000]);
  assert.deepEqual(shifts, [{ start: '2016-12-12T13:30:00Z', end: '2016-12-12T14:30:00Z' }]);
  assert.deepEqual(languages, ['HINDI', 'ENGLISH']);
});

it('takes the other forms that the document and its tables have [LX34]', async () => {
  const { details, daysOff, shifts, preferredPostalCode } = await keptOf({
    dob: '1990-02-28T00:00:00.000Z',
    licenseValidity: '2030-12-13T18:30:00Z',
    gender: 'FEMALE',
    isOwnVehicleFl: 'owned',
    weeklyOffList: 'sunday, Monday',
    shiftList: [{ shiftStartTime: '07:03pm', shiftEndTime: '07:10am' }, { shiftStartTime: '19:03' }, {}],
    dmPreference: '400001, 400076,SW1A 1AA',
  });
  assert.deepEqual([details['dob'], details['licenseValidity']], ['1990-02-28', '2030-12-13']);
  assert.deepEqual(daysOff, ['sunday', 'Monday']);
  assert.equal(preferredPostalCode, '400001,400076,SW1A 1AA');
  assert.deepEqual(shifts, [{ start: '07:03pm', end: '07:10am' }, { start: '19:03', end: '' }, { start: '', end: '' }]); // prettier-ignore
});

const faulty: readonly (readonly [change: Fields, key: string, message: string])[] = [
  [{ dob: '12/12/2016' }, 'dob', 'Dob is invalid'],
  [{ dob: '2016-02-30' }, 'dob', 'Dob is invalid'],
  [{ licenseValidity: 'soon' }, 'licenseValidity', 'License validity is invalid'],
  [{ gender: 'M' }, 'gender', 'Gender is invalid'],
  [{ isOwnVehicleFl: 'Y' }, 'isOwnVehicleFl', 'Is own vehicle fl is invalid'],
  [{ weeklyOffList: ['Thursday', 'Someday'] }, 'weeklyOffList', 'Weekly off list is invalid'],
  [{ weeklyOffList: 4 }, 'weeklyOffList', 'Weekly off list is invalid'],
  [{ dmPreference: '400001,,400002' }, 'dmPreference', 'Dm preference is invalid'],
  [{ dmPreference: '4'.repeat(21) }, 'dmPreference', 'Dm preference is invalid'],
  [{ dmPreference: Array<string>(60).fill('400001') }, 'dmPreference', 'Dm preference is invalid'],
  [{ emailId: 'nobody' }, 'emailId', 'Invalid Email'],
  [{ shiftList: [{}, { shiftStartTime: '25:00' }] }, 'shiftList[1].shiftStartTime', 'Shift start time is invalid'],
  [{ shiftList: [{ shiftEndTime: '2016-12-12' }] }, 'shiftList[0].shiftEndTime', 'Shift end time is invalid'],
  [{ shiftList: 'always' }, 'shiftList', 'A list of at most 100 is expected.'],
];

for (const [change, key, message] of faulty) {
  it(`refuses ${JSON.stringify(change).slice(0, 60)} by the name of the field [LX34]`, async () => {
    const { status, body } = await send(change);
    const error = { '0': [{ key, message: [message] }] };
    assert.deepEqual([status, body], [400, { status: 400, message, data: null, error, hasError: true }]);
  });
}

it('names all faults of an element at once, and takes its neighbour [LX34]', async () => {
  const bad = { ...sample, gender: 'x', isOwnVehicleFl: 'x', employeeId: 'B', userName: 'b', imei: '1' };
  const good = { ...sample, employeeId: 'G', userName: 'g', imei: '2' };
  const { status, body } = await partner.call('POST', '/DeliveryMediumApp/mile/v1/create', [bad, good]);
  const { data, error } = body as { data: unknown[]; error: Record<string, { key: string }[]> };
  assert.deepEqual([status, data[0], error['0']?.map(({ key }) => key)], [201, null, ['gender', 'isOwnVehicleFl']]); // prettier-ignore
  assert.match(String(data[1]), /^[0-9a-f]{32}$/);
});
