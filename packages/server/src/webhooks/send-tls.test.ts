/** Receivers that do not prove who they are get nothing, and their owners are told why. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { after, before, test, type TestContext } from 'node:test';
import { getCACertificates, setDefaultCACertificates, type SecureContextOptions } from 'node:tls';
import { listen } from '../../test/receiver.ts';
import { createEgress } from '../lib/egress/egress.ts';
import { send } from './send.ts';

const egress = createEgress({ privateUrls: true });
const file = (name: string) => readFileSync(new URL(`../../test/certificates/${name}`, import.meta.url));
const usual = getCACertificates('default');
before(() => setDefaultCACertificates([...usual, file('ca.pem').toString()]));
after(async () => {
  setDefaultCACertificates(usual);
  await egress.close();
});

/** Sends a message to a server with this certificate. @returns what the owner reads, and how many requests it got. */
async function sendTo(t: TestContext, certificate: string, options: SecureContextOptions = {}) {
  let requests = 0;
  const server = createServer({ key: file('leaf.key'), cert: file(certificate), ...options }, (_, response) => {
    requests += 1;
    response.writeHead(204).end();
  });
  server.on('tlsClientError', () => undefined);
  t.after(() => server.close());
  const url = `https://127.0.0.1:${await listen(server)}/`;
  const message = { id: '1', url, secrets: ['whsec_c2VjcmV0'], contentType: 'text/plain', body: 'hello' };
  const { outcome, error } = await send(egress, message, { timeoutMs: 2000, now: () => new Date() });
  return { outcome, error, requests };
}

test('W8: a receiver with a certificate that we trust gets its message', async (t) => {
  assert.deepEqual(await sendTo(t, 'good.pem'), { outcome: 'delivered', error: null, requests: 1 });
});

const refused: Readonly<Record<string, string>> = {
  'expired.pem': 'The TLS certificate of the receiver has expired.',
  'other.pem': 'The TLS certificate of the receiver is for another host name.',
  'self.pem': 'The TLS certificate of the receiver is not from an authority that we trust.',
};
for (const [certificate, error] of Object.entries(refused)) {
  test(`W8: ${error.replace('The TLS certificate of the receiver', 'a certificate that').replace(/\.$/, '')} gets nothing`, async (t) => {
    assert.deepEqual(await sendTo(t, certificate), { outcome: 'retry', error, requests: 0 });
  });
}

test('W8: a receiver that speaks only an old TLS gets nothing', async (t) => {
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  const { outcome, error, requests } = await sendTo(t, 'good.pem', old);
  assert.deepEqual([outcome, requests], ['retry', 0]);
  assert.equal(error, 'The receiver does not speak a version of TLS that we accept.');
});

test('W8: the environment cannot switch the check off', async (t) => {
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  t.after(() => delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']);
  const { outcome, requests } = await sendTo(t, 'self.pem');
  assert.deepEqual([outcome, requests], ['retry', 0]);
});
