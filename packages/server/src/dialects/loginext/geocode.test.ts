/** Get Geocode beside the document's sample, which `replay/` has: codes, other servers, and what is refused. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import { fixture } from '../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { buildApp } from '../../http/app.ts';
import { loginext } from './index.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
before(async () => {
  house = await openLogiNextHouse();
  partner = await house.client();
});
after(() => house.close());

const path = '/CommonApp/mile/v1/geocode';
const sample = fixture('loginext', 'get-geocode.request') as Record<string, unknown>;
const printed = fixture('loginext', 'get-geocode.response') as { data: Record<string, unknown>[] };
/** The whole answer of the document, but for where the place is and who says so: its own was a server of Google's. */
const answerOf = (lat: number, lng: number, geocodingSource: string) => ({
  ...printed,
  data: printed.data.map((one) => ({ ...one, lat, lng, geocodingSource })),
});
const refused = (faults: readonly (readonly [key: string, message: string])[]) => ({
  status: 400,
  message: faults[0]?.[1],
  referenceId: null,
  data: null,
  error: { '0': faults.map(([key, message]) => ({ key, message: [message] })) },
  hasError: true,
});

describe('Get Geocode', () => {
  it('takes codes as well as names, a number as the code, and a list of one', async () => {
    const coded = [{ ...sample, country: 'IND', state: 'MH', pincode: 400_076 }];
    assert.deepEqual((await partner.call('POST', path, coded)).body, answerOf(19.1164, 72.90471, 'GEONAMES'));
    const least = await partner.call('POST', path, { pincode: '110001' });
    assert.deepEqual(least.body, answerOf(28.6419, 77.21755, 'GEONAMES'));
  });

  it('reads AFG as the account says', async () => {
    const tirana = { pincode: '1001', city: 'Tirana', country: 'AFG' };
    assert.deepEqual((await partner.call('POST', path, tirana)).body, refused([['pincode', 'Geocode not found']]));
    const old = await house.client({ countryTable: '2017' });
    assert.equal((await old.call('POST', path, tirana)).status, 200);
  });

  it('names what is missing, unknown or nowhere', async () => {
    const cases = [
      [{}, [['pincode', 'Pincode is mandatory.']]],
      [{ ...sample, pincode: '' }, [['pincode', 'Pincode is mandatory.']]],
      [{ ...sample, country: 'Atlantis' }, [['country', 'Country is invalid']]],
      [{ ...sample, state: 'Bavaria' }, [['state', 'State is invalid']]],
      [{ ...sample, pincode: '000000', city: 'Atlantis' }, [['pincode', 'Geocode not found']]],
    ] as const;
    for (const [body, faults] of cases) {
      const answer = await partner.call('POST', path, body);
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.body, refused(faults));
    }
    assert.equal((await partner.call('POST', path, [sample, sample])).status, 400);
  });

  it('answers with the place that the configured server says', async () => {
    const geocodeServer = {
      kind: 'nominatim' as const,
      find: async () => ({ lat: 19.117, lng: 72.91 }),
      addressAt: async () => null,
      close: async () => undefined,
    };
    const plugin = loginext.plugin({ ...house.deps, geocodeServer });
    const app = buildApp({
      mounts: [{ name: 'loginext', prefix: '/loginext', plugin }],
      log: pino({ level: 'silent' }),
    });
    const answer = await app.inject({
      method: 'POST',
      url: `/loginext${path}`,
      headers: partner.tokens,
      payload: sample,
    });
    await app.close();
    assert.deepEqual(answer.json(), answerOf(19.117, 72.91, 'NOMINATIM'));
  });
});
