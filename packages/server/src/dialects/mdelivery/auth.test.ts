/** How a bearer token comes, or a client certificate, and how a request with neither is refused. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, it, test } from 'node:test';
import { askWithTls, type TlsQuestion } from '../../../test/ask-with-tls.ts';
import { makeAuthority } from '../../../test/make-authority.ts';
import { makeCertificate, type Certificate } from '../../../test/make-certificate.ts';
import { openMDeliveryHouse, type MDeliveryHouse, type Seller } from '../../../test/mdelivery-house.ts';
import { openMountedHouse, type MountedHouse } from '../../../test/mounted-house.ts';
import { DomainError } from '../../domain/errors.ts';
import { openTlsListener, type OpenTlsListener } from '../../http/tls-listener.ts';
import { fingerprintOf, parseCertificate } from '../../lib/client-certificate.ts';
import { registerCertificate, revokeCredential } from '../../use-cases/account/manage-credentials.ts';
import { setGrants } from '../../use-cases/public-order/public-services.ts';
import { tokenOf } from './auth.ts';

let house: MountedHouse;
before(async () => {
  house = await openMountedHouse();
});
after(() => house.close());

const came = (authorization?: string) =>
  tokenOf({ headers: { ...(authorization !== undefined && { authorization }) } });

test('reads the token, whatever the case of its scheme', () => {
  assert.equal(came('Bearer abc.DEF-1'), 'abc.DEF-1');
  assert.equal(came('bearer  abc '), 'abc');
});

test('refuses what is no bearer token', () => {
  for (const header of [undefined, '', 'Bearer', 'Bearer ', 'Basic abc', 'Bearer a b', `Bearer ${'x'.repeat(501)}`, 'Bearer é']) {
    assert.throws(
      () => came(header),
      (error) => error instanceof DomainError && error.code === 'unauthenticated',
      header,
    );
  }
}); // prettier-ignore

test('says in its own words that nothing is there, and shows its document to everybody', async () => {
  const missing = await house.ask({ method: 'GET', url: '/mdelivery/nothing' });
  assert.deepEqual(
    [missing.status, JSON.parse(missing.body)],
    [404, { code: 'InvalidParameter', message: 'Nothing is here.' }],
  );
  const document = await house.ask({ method: 'GET', url: '/mdelivery/openapi.json' });
  assert.equal(document.status, 200);
  assert.equal((JSON.parse(document.body) as { openapi: string }).openapi, '3.1.0');
});

const authority = await makeAuthority('CA of the tests');
const details = '/mdelivery/api/v1/delivery/services/1/orders/string/delivery/details';
const refused = { code: 'AuthenticationFailed', message: 'Nobody says who sends the request.' };

async function register({ deps, caller, serviceId, asker }: Seller & Pick<MDeliveryHouse, 'deps'>, shown: Certificate) {
  const parsed = parseCertificate(shown.certificate) ?? assert.fail();
  const named = { dialect: 'mdelivery', label: 'MDelivery', fingerprint: fingerprintOf(parsed) };
  const { id } = await registerCertificate(deps, caller, named);
  await setGrants(deps, caller, serviceId, [asker.credentialId, id]);
  return id;
}

describe('a client certificate', () => {
  let own: MDeliveryHouse;
  let seller: Seller & Pick<MDeliveryHouse, 'deps'>;
  let door: OpenTlsListener;
  let shown: Certificate;
  let credential: string;
  before(async () => {
    own = await openMDeliveryHouse({ clientCertificates: { proxies: ['127.0.0.1'], header: 'client-cert' } });
    seller = { ...(await own.seller()), deps: own.deps };
    await seller.place('paid');
    shown = await authority.issue({ name: 'MDelivery' });
    credential = await register(seller, shown);
    const { certificate, key } = await makeCertificate({ name: 'localhost' });
    const settings = { host: '127.0.0.1', port: 0, certificate, key, clientCa: authority.certificate };
    door = await openTlsListener(own.app, settings);
  });
  after(async () => {
    await door.close(1000);
    await own.close();
  });

  const ask = (with_: Partial<TlsQuestion> = {}) => askWithTls({ port: door.port, path: details, ...with_ });
  const as = ({ certificate: cert, key }: Certificate) => ({ cert, key });
  /** Two header lines of one name, which `fetch` would make one. */
  const rawAnswer = async (headers: readonly string[]) => {
    const { hostname, port } = new URL(own.origin);
    const socket = connect(Number(port), hostname);
    socket.write([`GET ${details} HTTP/1.1`, `host: ${hostname}`, ...headers, '', ''].join('\r\n'));
    return text(socket);
  };
  const header = ({ certificate }: Certificate) => `:${parseCertificate(certificate)?.raw.toString('base64')}:`;

  it('of an authority of ours, registered, signs in at our own listener', async () => {
    const { status, text } = await ask(as(shown));
    assert.equal(status, 200, text);
    assert.equal((JSON.parse(text) as { id: string }).id, 'string');
  });

  it('is not asked for where a bearer token comes, and a token that is wrong is refused beside it', async () => {
    const signed = { headers: { authorization: `Bearer ${seller.asker.token}` } };
    assert.equal((await ask(signed)).status, 200);
    const wrong = await ask({ ...as(shown), headers: { authorization: 'Bearer nonsense' } });
    assert.equal(wrong.status, 401);
  });

  it('P5: that is missing, a stranger’s, another authority’s, its own or too old is a 401', async () => {
    const stranger = await authority.issue({ name: 'stranger' });
    const other = await (await makeAuthority('CA of the tests')).issue({ name: 'MDelivery' });
    const self = await makeCertificate({ name: 'MDelivery' });
    const day = 86_400_000;
    const old = await authority.issue({ name: 'old', from: new Date(Date.now() - 2 * day), until: new Date(Date.now() - day) }); // prettier-ignore
    const young = await authority.issue({ name: 'young', from: new Date(Date.now() + day), until: new Date(Date.now() + 2 * day) }); // prettier-ignore
    for (const one of [other, self, old, young]) await register(seller, one);
    await register(seller, await authority.issue({ name: 'filler' }));
    for (const [who, one] of Object.entries({ other, self, old, young })) {
      const { status, text } = await ask(as(one));
      assert.deepEqual([status, JSON.parse(text)], [401, refused], who);
    }
    const nobody = await ask();
    assert.deepEqual([nobody.status, JSON.parse(nobody.text)], [401, refused]);
    const unknown = await ask(as(stranger));
    assert.deepEqual([unknown.status, (JSON.parse(unknown.text) as { code: string }).code], [401, 'AuthenticationFailed']); // prettier-ignore
  });

  it('is believed of a named proxy, once, in its header', async () => {
    const send = (headers: [string, string][]) => fetch(`${own.origin}${details}`, { headers });
    await setGrants(own.deps, seller.caller, seller.serviceId, [seller.asker.credentialId, credential]);
    assert.equal((await send([['client-cert', header(shown)]])).status, 200);
    assert.equal((await send([['x-client-cert', header(shown)]])).status, 401);
    const twice = [...Array.from({ length: 2 }, () => `client-cert: ${header(shown)}`), 'connection: close'];
    assert.match(await rawAnswer(twice), /^HTTP\/1\.1 401 /);
    assert.match(await rawAnswer(twice.slice(1)), /^HTTP\/1\.1 200 /);
  });

  it('P5: is a header and nothing more to whoever is no named proxy', async () => {
    const bare = await openMDeliveryHouse();
    try {
      const other = { ...(await bare.seller()), deps: bare.deps };
      await other.place('paid');
      await register(other, shown);
      const headers = { 'client-cert': header(shown), 'x-forwarded-for': '127.0.0.1' };
      assert.equal((await fetch(`${bare.origin}${details}`, { headers })).status, 401);
    } finally {
      await bare.close();
    }
  });

  it('asks for its own services alone, and for none after it was revoked', async () => {
    await setGrants(own.deps, seller.caller, seller.serviceId, [seller.asker.credentialId]);
    assert.equal((await ask(as(shown))).status, 403);
    await setGrants(own.deps, seller.caller, seller.serviceId, [seller.asker.credentialId, credential]);
    assert.equal((await ask(as(shown))).status, 200);
    await revokeCredential(own.deps, seller.caller, credential);
    assert.equal((await ask(as(shown))).status, 401);
  });
});

it('asks of one caller no more than its account allows, and says when to come again', async () => {
  const own = await openMDeliveryHouse();
  try {
    const seller = await own.seller({ requestsPerSecond: 3 });
    await seller.place('paid');
    const answers = [];
    for (let tries = 0; tries < 6; tries += 1) answers.push(await seller.asker.ask('GET', '/1/orders/string/delivery/details')); // prettier-ignore
    const refusal = answers.find(({ status }) => status === 429) ?? assert.fail('nothing was refused');
    assert.equal(refusal.headers.get('retry-after'), '1');
    assert.deepEqual(JSON.parse(refusal.text), { code: 'InvalidParameter', message: 'At most 3 requests a second are answered here.' }); // prettier-ignore
  } finally {
    await own.close();
  }
});
