/** W11: any Standard Webhooks library accepts what we sign and refuses what was changed. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { sign } from './sign.ts';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const older = `whsec_${randomBytes(32).toString('base64')}`;
const body = '{"order":"नमस्ते €"}';
const id = '01a20434-5777-7145-9e12-9a25109031d5';
const minutes = (n: number) => new Date(Date.now() + n * 60_000);
const signed = (at = new Date(), secrets = [secret]) => sign({ id, body, secrets, at });
const official = new Webhook(secret);

test('W11: the official library accepts our signature', () => {
  assert.deepEqual(official.verify(body, signed()), JSON.parse(body));
  assert.deepEqual(official.verify(Buffer.from(body), signed(minutes(4))), JSON.parse(body));
});

test('W11: during a rotation holders of the old and of the new secret both accept', () => {
  const headers = signed(new Date(), [secret, older]);
  assert.equal(headers['webhook-signature']?.split(' ').length, 2);
  official.verify(body, headers);
  new Webhook(older).verify(body, headers);
  assert.throws(() => new Webhook(older).verify(body, signed()));
});

test('W11: whatever is taken away or changed, the official library refuses', () => {
  const good = signed();
  const { 'webhook-signature': signature = '', ...unsigned } = good;
  const { 'webhook-timestamp': _, ...undated } = good;
  const changes: readonly (readonly [string, Record<string, string>, string])[] = [
    ['no signature', unsigned, body],
    ['no timestamp', undated, body],
    ['one byte of the body', good, body.replace('order', '0rder')],
    ['another id', { ...good, 'webhook-id': 'another' }, body],
    ['six minutes old', signed(minutes(-6)), body],
    ['six minutes ahead', signed(minutes(6)), body],
    ['another scheme', { ...good, 'webhook-signature': signature.replace('v1,', 'v0,') }, body],
    ['an empty list', { ...good, 'webhook-signature': '' }, body],
  ];
  for (const [what, headers, text] of changes)
    assert.throws(() => official.verify(text, headers), WebhookVerificationError, what);
});
