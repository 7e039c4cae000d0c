/** Webhooks that a dialect signs inside the body: a form, the account's newest key, the same bytes on every try. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { webhookHouse, type WebhookHouse } from '../../../test/webhook-house.ts';
import { bodySchemes } from '../../lib/body-signature.ts';
import { writeBody } from '../../webhooks/write-body.ts';
import { createSignIns } from '../account/authenticate.ts';
import { revokeCredential } from '../account/manage-credentials.ts';
import { createSigningPair, createSigningToken } from '../account/signing-keys.ts';
import type { Deps, Voice } from '../deps.ts';
import { listMessages } from './list-messages.ts';
import { relayEvents } from './relay-events.ts';

let house: WebhookHouse;
/** What the use-cases of credentials need of a house, beside the rest. */
let deps: WebhookHouse['deps'] & Pick<Deps, 'signIns'>;
const tell: Voice['tell'] = () => [{ type: 'ping', body: { order: '[{"no":"SO-1"}]' }, form: true, signed: true }];
before(async () => {
  house = await webhookHouse();
  deps = { ...house.deps, signIns: createSignIns(), voices: new Map([['echo', { webhooks: ['ping'], tell }]]) };
});
after(() => house.database.close());

/** The one message that the endpoint got last. */
async function told(endpointId: string) {
  await house.happen(house.deps.newId(), 1);
  await relayEvents(deps, writeBody);
  const [message] = await listMessages(house.deps, house.caller, { endpointId, state: null, before: null, limit: 1 });
  assert.equal(message?.contentType, 'application/x-www-form-urlencoded');
  return Object.fromEntries(new URLSearchParams(message.body));
}

it('are a form with the signature of the account’s newest key, whatever the endpoint reads', async () => {
  const { endpoint } = await house.addEndpoint({ url: 'http://127.0.0.1:65000/', contentType: 'json' });
  const order = '[{"no":"SO-1"}]';
  assert.deepEqual(await told(endpoint.id), { signature: '', order }, 'without a key');
  const pair = () => createSigningPair(deps, house.caller, { dialect: 'echo', label: 'x', encrypted: false });
  const [older, newer] = [await pair(), await pair()];
  const signedWith = (secret: string) => ({ signature: bodySchemes['hmac-sha256-sorted']({ order }, secret), order });
  assert.deepEqual(await told(endpoint.id), signedWith(newer.secret));
  await revokeCredential(deps, house.caller, newer.id);
  assert.deepEqual(await told(endpoint.id), signedWith(older.secret));
  await createSigningToken(deps, house.caller, { dialect: 'echo', label: 'x', token: null });
  assert.deepEqual(await told(endpoint.id), { signature: '', order }, 'a token signs no body');
});

it('never borrow a key of another account or of another dialect', async () => {
  const stranger = await house.newAccount();
  await createSigningPair(deps, house.caller, { dialect: 'echo', label: 'x', encrypted: false });
  const { endpoint: foreign } = await house.addEndpoint({ url: 'http://127.0.0.1:65002/' }, stranger);
  await createSigningPair(deps, stranger, { dialect: 'other', label: 'x', encrypted: false });
  await house.happen(house.deps.newId(), 1, 'ping', stranger);
  await relayEvents(deps, writeBody);
  const [message] = await listMessages(house.deps, stranger, { endpointId: foreign.id, state: null, before: null, limit: 1 }); // prettier-ignore
  assert.equal(new URLSearchParams(message?.body).get('signature'), '');
});
