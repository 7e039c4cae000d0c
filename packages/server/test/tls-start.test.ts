/** The server's own TLS listener, started by its settings. */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { suite, test } from 'node:test';
import { connect } from 'node:tls';
import { askWithTls } from './ask-with-tls.ts';
import { filesOf } from './files-of.ts';
import { makeAuthority } from './make-authority.ts';
import { makeCertificate } from './make-certificate.ts';
import { cannotStart, makeDataDirectory, startWaybill, stopWaybill } from './waybill-process.ts';

const skip = await cannotStart();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

suite('the TLS listener', { timeout: 180_000, skip }, () => {
  test('serves the same routes, asks for a certificate of the authority, and ends with the server', async (t) => {
    const authority = await makeAuthority('CA');
    const own = await makeCertificate({ name: 'localhost' });
    const files = filesOf(t, { cert: own.certificate, key: own.key, ca: authority.certificate });
    const port = await freePort();
    const started = startWaybill(t, {
      WAYBILL_DATA: makeDataDirectory(t),
      WAYBILL_TLS_PORT: String(port),
      WAYBILL_TLS_CERT: files['cert'] ?? '',
      WAYBILL_TLS_KEY: files['key'] ?? '',
      WAYBILL_TLS_CLIENT_CA: files['ca'] ?? '',
    });
    const origin = await started.ready;
    const wrong = { authorization: 'Bearer nonsense' };
    const shown = await authority.issue({ name: 'MDelivery' });
    const open = await askWithTls({ port, path: '/mdelivery/openapi.json' });
    assert.equal(open.status, 200);
    assert.equal(open.text, await (await fetch(`${origin}/mdelivery/openapi.json`)).text());
    const path = '/mdelivery/api/v1/delivery/services/1/delivery/changes';
    const unknown = await askWithTls({ port, path, cert: shown.certificate, key: shown.key });
    assert.equal(unknown.status, 401);
    assert.equal((await askWithTls({ port, path, headers: wrong })).status, 401);
    // a client that speaks an old version is not let in
    const old = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1' }); // prettier-ignore
    await assert.rejects(new Promise((resolve, reject) => old.once('secureConnect', resolve).once('error', reject)));
    // one that waits does not hold up the end
    const waiting = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
    waiting.on('error', () => undefined);
    await new Promise((resolve) => waiting.once('secureConnect', resolve));
    const begun = performance.now();
    assert.equal((await stopWaybill(started)).code, 0);
    assert.ok(performance.now() - begun < 9000);
  });

  test('says what to mend when certificate and key do not belong together', async (t) => {
    const [one, other] = [await makeCertificate({ name: 'a' }), await makeCertificate({ name: 'b' })];
    const files = filesOf(t, { cert: one.certificate, key: other.key, ca: one.certificate });
    const { code, output } = await startWaybill(t, {
      WAYBILL_DATA: makeDataDirectory(t),
      WAYBILL_TLS_PORT: String(await freePort()),
      WAYBILL_TLS_CERT: files['cert'] ?? '',
      WAYBILL_TLS_KEY: files['key'] ?? '',
      WAYBILL_TLS_CLIENT_CA: files['ca'] ?? '',
    }).exited;
    assert.equal(code, 1);
    assert.match(output, /cannot start\. The TLS listener on port \d+ cannot be opened\.\nWhat to do: Check WAYBILL_TLS_PORT/); // prettier-ignore
    assert.doesNotMatch(output, /^\s+at /m);
  });
});
