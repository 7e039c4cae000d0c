/** Claims through the native API: pre-filled from what the house knows, bound by what is insured, moved by hand. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { addInsurance } from '../../../test/add-insurance.ts';
import { openInsurerHouse, type InsurerHouse } from '../../../test/insurer-house.ts';
import { trackedItem } from '../../../test/draft-policy.ts';
import { elements, faults, type Json } from '../../../test/native-house.ts';
import { seedProofFile } from '../../../test/seed-proof-file.ts';
import { makeTrackedTrip } from '../../../test/tracked-trip.ts';
import { newId } from '../../lib/new-id.ts';
import { createSigningToken } from '../account/signing-keys.ts';
import { trackPolicy } from '../policy/track-policy.ts';

let insured: InsurerHouse;
before(async () => (insured = await openInsurerHouse()));
after(() => insured.close());

const about = { cause: 'loss', description: 'The crate is gone.', amount: 500_000 };
const call = (path: string, body: object = {}) => insured.client.call('POST', path, body);
const submitted = async (body: object) => {
  const { id } = await insured.client.make('/claims', body);
  await insured.client.make(`/claims/${id}/submit`);
  return id;
};
const eventsOf = async (id: string) => {
  const { rows } = await sql<{ type: string }>`
    select type from event where aggregate_id = ${id} order by sequence`.execute(insured.house.database.db);
  return rows.map(({ type }) => type);
};

/** A policy of ours, of a delivery of ours or of nobody's. @returns its id; 3,000,000 VND are insured. */
async function addPolicy(deliveryId: string | null): Promise<string> {
  const { house, client } = insured;
  const { caller } = client.tenant.identity;
  const { id: credential } = await createSigningToken(house.deps, caller, { dialect: 'saladin', label: newId(), token: newId() }); // prettier-ignore
  const delivery = await insured.order({ goodsValue: null });
  const { policies } = await addInsurance(house.database.db, { account: caller.accountId, delivery, credential });
  // the one that is seeded with it is none of this test's
  await sql`delete from claim where policy_id = ${policies}`.execute(house.database.db);
  await sql`update policy set delivery_id = ${deliveryId} where id = ${policies}`.execute(house.database.db);
  return policies;
}

async function addCoverage(): Promise<string> {
  const id = await insured.order();
  await insured.settle();
  return String((await insured.coverage(id))['id']);
}

test('is pre-filled with proofs, the way around the last door, and the timeline', async () => {
  const { house, client } = insured;
  const trip = await makeTrackedTrip(house.deps, client.tenant, 'CLAIM');
  await trip.start();
  await trip.seenAt({ lat: 19.1, lng: 72.88 });
  await trip.seenAt({ lat: 19.1076, lng: 72.8871 });
  await trip.act(0, { kind: 'arrive' });
  await trip.act(0, { kind: 'fail', why: { reasonCode: 'DAMAGED', reason: 'Crushed' } });
  const [stop] = trip.trip.stops;
  const deliveryId = stop?.deliveryId ?? assert.fail();
  await seedProofFile(house.deps, client.tenant, deliveryId);
  const policyId = await addPolicy(deliveryId);
  const claim = await client.make('/claims', { ...about, policyId, coverageId: null });
  const evidence = claim['evidence'] as Json;
  const [proof] = elements((await client.call('GET', `/deliveries/${deliveryId}/proofs`)).body);
  const [file] = elements(proof ?? {}, 'files');
  const [shown] = elements(evidence, 'proofs');
  assert.equal(evidence['state'], 'delivery_failed');
  assert.deepEqual([shown?.['id'], shown?.['capturedAt'], shown?.['recipientName']], [proof?.['id'], proof?.['capturedAt'], proof?.['recipientName']]); // prettier-ignore
  assert.deepEqual(elements(shown ?? {}, 'files'), [{ id: file?.['id'], kind: file?.['kind'], sha256: file?.['sha256'] }]); // prettier-ignore
  assert.match(String(file?.['sha256']), /^[0-9a-f]{64}$/);
  assert.deepEqual(elements(evidence, 'track').map(({ lat, lng }) => [lat, lng]), [[19.1, 72.88], [19.1076, 72.8871]]); // prettier-ignore
  const timeline = elements((await client.call('GET', `/deliveries/${deliveryId}/events`)).body);
  const ours = elements(evidence, 'timeline').filter(({ type }) => String(type).startsWith('delivery.'));
  assert.deepEqual(
    ours.map(({ at, type }) => [at, type]),
    timeline.map(({ occurredAt, type }) => [occurredAt, type]),
  );
  assert.equal(ours.at(-1)?.['words'], 'delivery_failed: Crushed');
  assert.deepEqual([evidence['deliveryId'], evidence['orderNumber']], [deliveryId, trip.orderNumbers[0]]);
  assert.deepEqual((await client.call('GET', `/claims/${claim.id}`)).body, claim);
});

test('tells of goods that others carry what was reported of them, by the time of each', async () => {
  const policyId = await addPolicy(null);
  const at = (minute: number) => new Date(Date.UTC(2026, 3, 6, 7, minute));
  const said = { status: 'IN WAREHOUSE', description: 'Ướt', handler: 'Lan', vehicleNumber: '51A-1' };
  const { identity } = insured.client.tenant;
  await trackPolicy(insured.house.deps, identity, policyId, [trackedItem({ deliveryStatus: 'fail', at: at(9), ...said })]);
  await trackPolicy(insured.house.deps, identity, policyId, [trackedItem({ deliveryStatus: 'in_delivery', at: at(5) })]);
  const claim = await insured.client.make('/claims', { ...about, policyId });
  const evidence = claim['evidence'] as Json;
  const lines = elements(evidence, 'timeline').map(({ at: when, type, words }) => [when, type, words]);
  const report = 'policy.report';
  assert.deepEqual(lines.slice(0, 2), [
    [at(5).toISOString(), report, 'in_delivery'],
    [at(9).toISOString(), report, 'fail: IN WAREHOUSE, Ướt, Lan, 51A-1'],
  ]);
  assert.deepEqual([evidence['deliveryId'], evidence['state'], evidence['proofs']], [null, null, []]);
}); // prettier-ignore

test('goes from draft to payment, and the policy counts as claimed', async () => {
  const policyId = await addPolicy(null);
  const id = await submitted({ ...about, policyId });
  assert.equal((await call(`/claims/${id}/submit`)).status, 409);
  const more = await call(`/claims/${id}/approve`, { granted: 500_001 });
  assert.deepEqual([more.status, faults(more.body)[0]?.['path']], [422, 'granted']);
  const approved = await insured.client.make(`/claims/${id}/approve`, { granted: 400_000, decision: 'Worn' });
  assert.deepEqual([approved['state'], approved['granted'], approved['decision'], approved['version']], ['approved', 400_000, 'Worn', 3]); // prettier-ignore
  const paid = await insured.client.make(`/claims/${id}/pay`, { reference: 'R-1' });
  assert.deepEqual([paid['state'], paid['reference'], paid['currency']], ['paid', 'R-1', 'VND']);
  assert.equal((await call(`/claims/${id}/reject`, { decision: 'No' })).status, 409);
  assert.deepEqual(await eventsOf(id), ['claim.drafted', 'claim.submitted', 'claim.approved', 'claim.paid']);
  assert.deepEqual(await eventsOf(policyId), ['policy.claimed']);
  const again = await call('/claims', { ...about, policyId });
  assert.deepEqual([again.status, again.body['type']], [422, 'urn:waybill:problem:claim-refused']);
});

test('on the same policy one claim is open at a time, also when two are drafted at once', async () => {
  const policyId = await addPolicy(null);
  const answers = await Promise.all([1, 2, 3].map(() => call('/claims', { ...about, policyId })));
  assert.deepEqual(answers.map(({ status }) => String(status)).toSorted(), ['201', '409', '409']);
  const open = String(answers.find(({ status }) => status === 201)?.body['id']);
  await insured.client.make(`/claims/${open}/submit`);
  await insured.client.make(`/claims/${open}/reject`, { decision: 'Nothing is broken.' });
  await insured.client.make('/claims', { ...about, policyId });
});

test('is for no more than is insured, and on one thing that is insured', async () => {
  const policyId = await addPolicy(null);
  const most = await call('/claims', { ...about, policyId, amount: 3_000_001 });
  assert.deepEqual([most.status, faults(most.body)[0]?.['path']], [422, 'amount']);
  const coverageId = await addCoverage();
  for (const subject of [{}, { policyId, coverageId }]) {
    const answer = await call('/claims', { ...about, ...subject });
    assert.deepEqual([answer.status, faults(answer.body)[0]?.['path']], [422, 'policyId']);
  }
  for (const subject of [{ policyId: newId() }, { coverageId: newId() }]) {
    const answer = await call('/claims', { ...about, ...subject });
    assert.deepEqual([answer.status, faults(answer.body)[0]?.['path']], [422, Object.keys(subject)[0]]);
  }
});

test('on coverage elsewhere it is a file of ours, with what the insurer decides', async () => {
  const coverageId = await addCoverage();
  const id = await submitted({ ...about, coverageId });
  const rejected = await insured.client.make(`/claims/${id}/reject`, { decision: 'The insurer says no.' });
  assert.deepEqual([rejected['state'], rejected['coverageId'], rejected['currency']], ['rejected', coverageId, 'INR']);
  assert.equal((rejected['evidence'] as Json)['state'], 'ready');
  const refused = await insured.order({ goodsValue: { amount: 4_000_001, currency: 'INR' } });
  await insured.settle();
  const uncovered = String((await insured.coverage(refused))['id']);
  assert.equal((await call('/claims', { ...about, coverageId: uncovered })).status, 422);
});

test('is listed without its evidence, newest first and by state', async () => {
  const { client } = insured;
  const list = async (query: string) => elements((await client.call('GET', `/claims${query}`)).body);
  const all = await list('');
  assert.ok(all.length >= 4 && all.every((one) => !('evidence' in one)));
  assert.deepEqual(all.map(({ id }) => id), all.map(({ id }) => String(id)).toSorted().toReversed()); // prettier-ignore
  const rejected = await list('?state=rejected');
  assert.deepEqual(rejected.map(({ id }) => id), all.filter(({ state }) => state === 'rejected').map(({ id }) => id)); // prettier-ignore
  assert.ok(rejected.length > 0);
});
