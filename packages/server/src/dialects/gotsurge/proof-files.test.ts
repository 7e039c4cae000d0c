/** Files of a task's electronic proof: the address that `epod` names, with the bearer token, and nobody else's. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openGotSurgeHouse, type GotSurgeHouse } from '../../../test/gotsurge-house.ts';
import { addMember, bearerFor, makePlatform } from '../../../test/make-platform.ts';
import { seedProofFile } from '../../../test/seed-proof-file.ts';
import { tinyPng } from '../../../test/tiny-png.ts';
import { addProof } from '../../use-cases/proof/add-proof.ts';

let house: GotSurgeHouse;
before(async () => {
  house = await openGotSurgeHouse();
});
after(() => house.close());

async function fetchFile(url: string, headers: Readonly<Record<string, string>> = house.platform.headers) {
  const { statusCode: status, headers: sent, rawPayload, body } = await house.app.inject({ url, headers });
  return { status, sent, bytes: rawPayload, body };
}

const pathOf = (url: unknown) => new URL(String(url)).pathname;

test('the addresses of a proof lead to its photos and its signature', async () => {
  const { deps, platform } = house;
  const { id } = await house.makeTask();
  const bytes = await tinyPng();
  const proof = { deliveryId: id, leg: 'dropoff', recipientName: 'Bosun Lee', note: 'At the gangway', position: null } as const;
  const files = [{ kind: 'photo', bytes }, { kind: 'signature', bytes }] as const;
  await addProof(deps, platform.tenant.identity.caller, { ...proof, capturedAt: deps.now(), files });
  const epod = Object((await house.detail(id))['epod']) as Record<string, unknown>;
  const { recipient_name, notes, completed_at, photo_urls, signature_url } = epod;
  assert.deepEqual([recipient_name, notes, completed_at], ['Bosun Lee', 'At the gangway', null]);
  for (const url of [...(photo_urls as readonly string[]), signature_url]) {
    assert.ok(String(url).startsWith('http://localhost:8080/gotsurge/proof-files/'));
    const { status, sent, bytes: got } = await fetchFile(pathOf(url));
    assert.deepEqual([status, sent['content-type'], sent['x-content-type-options'], got], [200, 'image/png', 'nosniff', bytes]);
    const again = await fetchFile(pathOf(url), { ...platform.headers, 'if-none-match': String(sent['etag']) });
    assert.equal(again.status, 304);
    assert.equal((await fetchFile(pathOf(url), {})).status, 401);
  }
}); // prettier-ignore

test('whose task it is not finds no file: the answer of one that is not there', async () => {
  const { deps, platform } = house;
  const { tenant, appId, organisationId } = platform;
  const file = await seedProofFile(deps, tenant, (await house.makeTask()).id);
  const url = `/gotsurge/proof-files/${file}`;
  const missing = await fetchFile(url.replace(file, crypto.randomUUID()));
  assert.equal(missing.status, 404);
  const other = await makePlatform(deps, tenant, { isHome: false });
  const associated = await house.headersOf('OrgAdmin', platform.associatedId);
  const operator = await addMember(deps, tenant, { organisationId, role: 'Operator' });
  const byOtherApp = await bearerFor(deps, { tenant, appId: other.appId, memberId: operator });
  for (const headers of [other.headers, associated, byOtherApp]) {
    const { status, body } = await fetchFile(url, headers);
    assert.deepEqual([status, body], [404, missing.body]);
  }
  const byOwnApp = await bearerFor(deps, { tenant, appId, memberId: operator });
  assert.equal((await fetchFile(url, byOwnApp)).status, 200);
});
