/** A platform's organisations over HTTP: samples, the rules of names, pages, roles, and nothing of anybody else's. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { addMember, bearerFor, makePlatform, type Platform } from '../../../test/make-platform.ts';
import { makePartner } from '../../../test/make-partner.ts';
import { openPlatformHouse, type Json, type PlatformHouse } from '../../../test/platform-house.ts';
import { makeTenant, type Tenant } from '../../../test/tenant.ts';
import { roles } from '../../domain/partner/roles.ts';

let house: PlatformHouse;
let tenant: Tenant;
let platform: Platform;
before(async () => {
  house = await openPlatformHouse();
  tenant = await makeTenant(house.deps);
  platform = await makePlatform(house.deps, tenant);
});
after(() => house.close());

const at = '/gotsurge/platform/organizations';
const get = (url: string, headers = platform.headers) => house.ask({ method: 'GET', url, headers });
const create = (payload: unknown, headers = platform.headers) =>
  house.ask({ method: 'POST', url: at, headers, payload: payload as object });
const named = async (business_name: string, by = platform) => {
  const { status, body, text } = await create({ business_name }, by.headers);
  assert.equal(status, 201, text);
  return String((body['organization'] as Json)['id']);
};

/** With the sample's own id, times and end of a revision: what differs from run to run. */
const printed = (text: string) =>
  text
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '497f6eca-6276-4993-bfeb-53cbbbba6f08')
    .replaceAll(house.deps.now().toISOString(), '2019-08-24T14:15:22Z')
    .replaceAll(/(\d-)[0-9a-f]{8}"/g, '$1xxxxxxxx"');
const sample = (name: string) => JSON.stringify(fixture('gotsurge', name));

describe('the samples', () => {
  it('come back whole, key by key', async () => {
    const own = await makePlatform(house.deps, await makeTenant(house.deps));
    const made = await create(fixture('gotsurge', 'create-organization.request'), own.headers);
    assert.equal(made.status, 201);
    assert.equal(printed(made.text), sample('create-organization.response'));
    const { id } = made.body['organization'] as { readonly id: string };
    const detail = await get(`${at}/${id}`, own.headers);
    assert.deepEqual([detail.status, detail.text], [200, made.text]);
    const list = await get(`${at}/${id}/roles`, own.headers);
    assert.deepEqual([list.status, printed(list.text)], [200, sample('roles.response')]);
  });

  it('show what the operator agreed with an organisation', async () => {
    const own = await makeTenant(house.deps);
    const one = await makePlatform(house.deps, own);
    const payload = {
      businessName: 'ABC Merchant',
      squadCode: 'string',
      isQa: true,
      squadPrice: 500_000,
      minPrice: 500_000,
      maxPrice: 1_500_000,
      priceTable: [{ code: 'string', timeDelta: 0, price: 0 }],
      fleetTypes: ['motorcycle'],
    };
    const headers = { authorization: `Bearer ${own.key}` };
    const before = (await get(`${at}/${one.associatedId}`, one.headers)).body['organization'] as Json;
    const changed = await house.ask({
      method: 'PATCH',
      url: `/v1/organisations/${one.associatedId}`,
      headers,
      payload,
    });
    assert.equal(changed.status, 200, changed.text);
    const list = await get(at, one.headers);
    assert.equal(list.status, 200);
    const text = list.text.replace(String(before['created_at']), '2019-08-24T14:15:22Z');
    assert.equal(printed(text), sample('organization-list.response'));
  });
});

describe('the name of a business', () => {
  const special =
    'Business name cannot contains special characters, allowed characters are alphanumeric, space, dash, and underscore.';
  const reserved =
    'Do not use root, sysadmin, admin, sys, system, FreelanceDriver, and their uppercase and lowercase variations as the business name.';
  const owners =
    'Do not include versafleet and gotsurge and their uppercase and lowercase variations in the business name.';
  const refused: Readonly<Record<string, readonly string[]>> = {
    [special]: ['ABC & Sons', 'Café', 'a/b', 'a.b', "O'Neill", '<b>', 'a\tb', '---', '_', 'ＡＢＣ'],
    [reserved]: ['root', 'ROOT', 'sysadmin', 'SysAdmin', 'admin', 'Admin', 'sys', 'System', 'FreelanceDriver', 'freelancedriver', ' root '],
    [owners]: ['my gotsurge', 'GotSurge', 'VersaFleet', 'AVERSAFLEETB', 'x-gotsurge_y'],
    'Business name is missing.': ['', '   '],
    'Business name has at most 100 characters.': ['a'.repeat(101)],
  }; // prettier-ignore
  for (const [message, names] of Object.entries(refused))
    it(`is refused: ${message}`, async () => {
      const before = (await get(at)).text;
      for (const business_name of names) {
        const { status, body } = await create({ business_name });
        const expected = { code: 'invalid_input', message, errors: [{ field: 'business_name', message }] };
        assert.deepEqual([status, body], [422, expected], business_name);
      }
      assert.equal((await get(at)).text, before);
    });

  it('may have all that the rules allow', async () => {
    const taken = ['a', 'A1 b-c_D', 'Admins', 'Root Beer', 'sys-admin', 'Freelance Driver', 'Versa Fleet', 'a'.repeat(100)];
    for (const name of taken) await named(name);
    const id = await named('  Space Around  ');
    const { body } = await get(`${at}/${id}`);
    assert.equal((body['organization'] as Json)['business_name'], 'Space Around');
  }); // prettier-ignore

  it('is one in the account, whatever its capitals; another account may have it', async () => {
    await named('Straits Supply');
    const message = 'Business name must be unique';
    const expected = { code: 'duplicate', message, errors: [{ field: 'business_name', message }] };
    for (const business_name of ['Straits Supply', 'STRAITS supply', ' straits supply']) {
      const { status, body } = await create({ business_name });
      assert.deepEqual([status, body], [422, expected]);
    }
    const elsewhere = await makePlatform(house.deps, await makeTenant(house.deps));
    await named('Straits Supply', elsewhere);
    const both = await Promise.all([create({ business_name: 'At Once' }), create({ business_name: 'at once' })]);
    assert.deepEqual(both.map(({ status }) => status).toSorted((a, b) => a - b), [201, 422]); // prettier-ignore
  });

  it('is named where it is missing or no text', async () => {
    for (const body of [{}, { business_name: null }, { business_name: 5 }, { name: 'X' }]) {
      const answer = await create(body);
      assert.equal(answer.status, 422, answer.text);
      assert.equal((answer.body['errors'] as Json[])[0]?.['field'], 'business_name');
    }
    for (const body of ['[]', '"x"', 'null']) {
      const headers = { ...platform.headers, 'content-type': 'application/json' };
      assert.equal((await create(body, headers)).status, 400, body);
    }
  });
});

describe('the list', () => {
  it('has pages, oldest first, and says how many there are', async () => {
    const own = await makePlatform(house.deps, await makeTenant(house.deps));
    const ids = [own.associatedId];
    for (const name of ['One', 'Two', 'Three']) ids.push(await named(name, own));
    const page = async (query: string) => {
      const { status, body, text } = await get(`${at}${query}`, own.headers);
      assert.equal(status, 200, text);
      return [(body['organizations'] as Json[]).map(({ id }) => id), body['meta']];
    };
    const meta = (page: number, per_page: number) => ({ page, per_page, total: 4 });
    assert.deepEqual(await page(''), [ids, meta(1, 200)]);
    assert.deepEqual(await page('?page=1&per_page=3'), [ids.slice(0, 3), meta(1, 3)]);
    assert.deepEqual(await page('?page=2&per_page=3'), [ids.slice(3), meta(2, 3)]);
    assert.deepEqual(await page('?page=3&per_page=3'), [[], meta(3, 3)]);
    const far = Number.MAX_SAFE_INTEGER;
    assert.deepEqual(await page(`?page=${far}&per_page=1000`), [[], meta(far, 1000)]);
  });

  it('refuses pages that are none, by the name of the parameter', async () => {
    for (const query of ['page=0', 'page=-1', 'page=x', 'per_page=0', 'per_page=1001', 'per_page=x', 'per_page=']) {
      const { status, body } = await get(`${at}?${query}`);
      assert.equal(status, 422, query);
      assert.equal((body['errors'] as Json[])[0]?.['field'], query.split('=')[0], query);
    }
  });
});

describe('who may', () => {
  const operations = (id: string): readonly (readonly ['GET' | 'POST', string, object?])[] => [
    ['GET', at],
    ['GET', `${at}/${id}`],
    ['GET', `${at}/${id}/roles`],
    ['POST', at, { business_name: `By ${Math.random().toString(36).slice(2)}` }],
  ];

  it('an OrgAdmin or a Merchant of the platform’s own organisation, and no other role', async () => {
    for (const role of roles) {
      const memberId = await addMember(house.deps, tenant, { organisationId: platform.organisationId, role });
      const headers = await bearerFor(house.deps, { ...platform, memberId });
      const may = role === 'OrgAdmin' || role === 'Merchant';
      for (const [method, url, payload] of operations(platform.associatedId)) {
        const { status, body } = await house.ask({ method, url, headers, ...(payload && { payload }) });
        if (may) assert.ok(status < 300, `${role} ${method} ${url}: ${status}`);
        else assert.deepEqual([status, body], [403, { code: 'forbidden', message: 'This needs the role OrgAdmin or Merchant.', errors: [] }]); // prettier-ignore
      }
    }
  });

  it('nobody of an associated organisation, nor by an app without a platform', async () => {
    const memberId = await addMember(house.deps, tenant, { organisationId: platform.associatedId, role: 'OrgAdmin' });
    const lone = await makePartner(house.deps, tenant);
    const strangers = [
      await bearerFor(house.deps, { ...platform, memberId }),
      await bearerFor(house.deps, lone),
      await bearerFor(house.deps, { ...platform, appId: lone.appId }),
    ];
    for (const headers of strangers) {
      for (const [method, url, payload] of operations(platform.associatedId)) {
        const { status, body } = await house.ask({ method, url, headers, ...(payload && { payload }) });
        assert.deepEqual([status, body['code']], [403, 'forbidden'], `${method} ${url}`);
      }
    }
  });

  it('each platform of an account for itself: another’s organisations are unknown to it', async () => {
    const other = await makePlatform(house.deps, tenant, { isHome: false });
    const theirs = await named('Theirs', other);
    const nobody = await get(`${at}/00000000-0000-7000-8000-000000000000`);
    assert.deepEqual([nobody.status, nobody.body['code']], [404, 'not_found']);
    for (const id of [theirs, other.associatedId, other.organisationId, platform.associatedId.toUpperCase(), 'x']) {
      for (const end of ['', '/roles']) {
        const { status, text } = await get(`${at}/${id}${end}`);
        assert.deepEqual([status, text], [404, nobody.text], id + end);
      }
    }
    const { text } = await get(at);
    for (const id of [theirs, other.associatedId, other.organisationId, platform.organisationId])
      assert.ok(!text.includes(id));
    assert.equal((await get(`${at}/${platform.organisationId}`)).status, 200, 'its own can be read');
  });
});
