/** Insurance products and policies over the native API. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { insuranceProduct, policyDraft, trackedItem } from '../../../test/draft-policy.ts';
import { elements, faults, openNativeHouse, type NativeClient, type NativeHouse } from '../../../test/native-house.ts';
import { createSigningToken } from '../../use-cases/account/signing-keys.ts';
import { submitPolicy } from '../../use-cases/policy/submit-policy.ts';
import { trackPolicy } from '../../use-cases/policy/track-policy.ts';

let house: NativeHouse;
let client: NativeClient;
before(async () => {
  house = await openNativeHouse();
  client = await house.client();
});
after(() => house.close());

const premium = { ppm: 5000, minimum: 5000, maximum: null, step: 1000 };
const ahasme = {
  code: 'ahasme',
  numberPrefix: 'AHA',
  currency: 'VND',
  name: 'Delivery insurance for SMEs',
  leastValue: 10_000,
  mostValue: 50_000_000,
  premium,
  checkPremium: true,
  coverage: 'Loss and damage.',
  validDays: 30,
  claimDays: 15,
};
const path = '/insurance-products/ahasme';

it('makes a product and shows it', async () => {
  const { status, body } = await client.call('POST', '/insurance-products', ahasme);
  assert.equal(status, 201, JSON.stringify(body));
  const { createdAt, updatedAt, ...rest } = body;
  assert.deepEqual(rest, { ...ahasme, version: 1, archivedAt: null });
  assert.deepEqual([createdAt, updatedAt], [house.deps.now().toISOString(), house.deps.now().toISOString()]);
  assert.deepEqual((await client.call('GET', path)).body, body);
  assert.equal((await client.call('GET', '/insurance-products/%00')).status, 404);
});

it('refuses what no product can be, names the field and keeps nothing', async () => {
  const before = (await client.call('GET', '/insurance-products')).text;
  const cases: readonly [change: object, field: string, status?: number][] = [
    [{ code: 'ahasme' }, 'code', 409],
    [{ numberPrefix: 'a-b' }, 'numberPrefix'],
    [{ currency: 'dong' }, 'currency'],
    [{ leastValue: 2, mostValue: 1 }, 'mostValue'],
    [{ premium: { ...premium, maximum: 1 } }, 'premium.maximum'],
    [{ premium: { ...premium, step: 0 } }, 'premium.step'],
    [{ validDays: 0 }, 'validDays'],
    [{ extra: 1 }, 'extra'],
  ];
  for (const [change, field, expected = 422] of cases) {
    const { status, body } = await client.call('POST', '/insurance-products', { ...ahasme, code: 'other', ...change });
    assert.deepEqual([status, faults(body)[0]?.['path']], [expected, field], JSON.stringify(body));
  }
  assert.equal((await client.call('GET', '/insurance-products')).text, before);
});

it('changes what is given, at the version that was seen, archives and offers again', async () => {
  const changed = await client.call('PATCH', path, { name: 'New', archived: true }, { 'if-match': '"1"' });
  assert.deepEqual([changed.status, changed.body['version'], changed.body['name'], changed.body['archivedAt']], [200, 2, 'New', house.deps.now().toISOString()]); // prettier-ignore
  assert.equal((await client.call('PATCH', path, { name: 'x' }, { 'if-match': '"1"' })).status, 412);
  assert.equal((await client.call('PATCH', path, { leastValue: 60_000_000 })).status, 422);
  assert.equal((await client.call('PATCH', path, {})).status, 422);
  const offered = await client.call('PATCH', path, { archived: false, premium: { ...premium, maximum: 9_000 } });
  assert.deepEqual([offered.body['version'], offered.body['archivedAt'], offered.body['premium']], [3, null, { ...premium, maximum: 9_000 }]); // prettier-ignore
});

it('lists products by their codes, page by page', async () => {
  for (const code of ['b', 'a', 'c']) await client.call('POST', '/insurance-products', { ...ahasme, code });
  const seen: unknown[] = [];
  for (let cursor = ''; ;) {
    const { body } = await client.call('GET', `/insurance-products?limit=2${cursor}`);
    seen.push(...elements(body).map(({ code }) => code));
    if (typeof body['next'] !== 'string') break;
    cursor = `&cursor=${body['next']}`;
  }
  assert.deepEqual(seen, ['a', 'ahasme', 'b', 'c']);
});

it('shows policies: short in lists, whole by themselves, with events and reports', async () => {
  const { deps } = house;
  const { identity } = client.tenant;
  const { id: credentialId } = await createSigningToken(deps, identity.caller, { dialect: 'saladin', label: 'AhaMove', token: null }); // prettier-ignore
  const partner = { ...identity, caller: { ...identity.caller, actor: 'AhaMove', credentialId } };
  const submit = (trackingNumber: string) => submitPolicy(deps, partner, insuranceProduct(), policyDraft({ trackingNumber })); // prettier-ignore
  const [{ policy: first }, { policy, token }] = [await submit('ONE'), await submit('TWO')];
  await trackPolicy(deps, partner, policy.id, [trackedItem({ handler: 'Lan', imageUrl: 'https://example.com/1.jpg' })]);

  const whole = await client.call('GET', `/policies/${policy.id}`);
  assert.equal(whole.status, 200, whole.text);
  const { customer, certificateUrl, cancellation, insuredValue, deliveryStatus } = whole.body;
  assert.deepEqual(customer, { name: 'Công ty Đơn', phone: '+84901234567', email: null });
  assert.equal(certificateUrl, `http://localhost:8080/saladin/certificates/${token}`);
  assert.deepEqual([cancellation, insuredValue, deliveryStatus], [null, { amount: 3_000_000, currency: 'VND' }, 'in_process']); // prettier-ignore

  const list = async (query: string) => elements((await client.call('GET', `/policies${query}`)).body).map(({ id }) => id); // prettier-ignore
  assert.deepEqual(await list(''), [policy.id, first.id]);
  assert.deepEqual(await list('?trackingNumber=ONE'), [first.id]);
  assert.deepEqual(await list(`?number=${policy.number}&state=active`), [policy.id]);
  assert.deepEqual(await list('?state=cancelled'), []);

  const events = elements((await client.call('GET', `/policies/${policy.id}/events`)).body);
  assert.deepEqual(events.map(({ type }) => type), ['policy.issued', 'policy.tracked']); // prettier-ignore
  const [report = {}] = elements((await client.call('GET', `/policies/${policy.id}/reports`)).body);
  assert.deepEqual([report['handler'], report['imageUrl'], report['applied'], report['why']], ['Lan', 'https://example.com/1.jpg', false, 'No delivery of ours has the tracking number.']); // prettier-ignore

  const stranger = await house.client();
  for (const end of ['', '/events', '/reports']) {
    assert.equal((await stranger.call('GET', `/policies/${policy.id}${end}`)).status, 404);
  }
});
