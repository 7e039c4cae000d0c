/** Two real servers on two databases, one a provider and one the hub, with bad lines between all who talk to each other. */
import { once } from 'node:events';
import { sql } from 'kysely';
import { startCarrierServer, type CarrierServer } from '../carrier-server.ts';
import { startChaosProxy, type ChaosProxy, type ChaosProxyWish } from '../chaos-proxy.ts';
import { testDatabase, type TestDatabase } from '../database.ts';
import { makeAuthority } from '../make-authority.ts';
import { makeCertificate } from '../make-certificate.ts';
import { filesOf } from '../files-of.ts';
import { findQuietPort } from '../quiet-port.ts';
import { makeDataDirectory, startWaybill, type Scope } from '../waybill-process.ts';
import { openHubOperator, type HubOperator } from './hub-operator.ts';
import { openNative } from './native-client.ts';
import { again } from './patience.ts';
import { openPayer, payerServiceId, type Payer } from './payer.ts';
import { openPerson, type Person } from './person.ts';
import { openSeller, type Seller } from './seller.ts';

export interface Town {
  readonly seller: Seller;
  readonly operator: HubOperator;
  readonly payer: Payer;
  /** Each with a browser of his own. */
  readonly newPerson: () => Person;
  readonly carrier: CarrierServer;
  /** From the hub to the provider, from the hub to the carrier, from MPay to the hub. */
  readonly lines: readonly ChaosProxy[];
  /** Of both servers. */
  readonly secretKey: Buffer;
  readonly databases: { readonly hub: TestDatabase; readonly provider: TestDatabase };
  /** The days are over in which an order may be paid. */
  readonly endPayTime: (number: string) => Promise<void>;
  /** With no time for anything, and starts it again. */
  readonly killHub: () => Promise<void>;
}

const service = 'acts';
const secretKey = Buffer.alloc(32, 7);

export async function openTown(t: Scope, seed: number): Promise<Town> {
  const authority = await makeAuthority('CA');
  const [atLine, ofHub] = await Promise.all([authority.issue({ name: 'localhost' }), authority.issue({ name: 'hub' })]);
  const [mpay, signer] = await Promise.all([makeCertificate({ name: 'mpay' }), makeCertificate({ name: 'waybill' })]);
  const files = filesOf(t, { trust: mpay.certificate, cert: signer.certificate, key: signer.key });

  const databases = { hub: await testDatabase(), provider: await testDatabase() };
  t.after(() => Promise.all([databases.hub.close(), databases.provider.close()]));
  const start = async (database: TestDatabase, settings: Readonly<Record<string, string>>) => {
    const waybill = startWaybill(t, {
      DATABASE_URL: database.url,
      WAYBILL_SECRET_KEY: secretKey.toString('base64'),
      WAYBILL_DATA: makeDataDirectory(t),
      WAYBILL_SANDBOX: 'on',
      WAYBILL_PRIVATE_URLS: 'allow',
      WAYBILL_LOG_LEVEL: process.env['TEST_LOG'] ?? 'fatal',
      ...settings,
    });
    return { waybill, origin: (await waybill.ready).replace('localhost', '127.0.0.1') };
  };
  // what would be tried again after minutes is so after seconds
  const hurry = setInterval(() => {
    void sql`update partner_call set due_at = now() where state = 'waiting' and due_at > now()`.execute(databases.hub.db).catch(() => undefined); // prettier-ignore
  }, 2000);
  t.after(() => clearInterval(hurry));
  const port = await findQuietPort();
  const startHub = () =>
    start(databases.hub, {
      PORT: String(port),
      WAYBILL_PROVIDER_POLL_SECONDS: '1',
      WAYBILL_MPAY: 'https://mpay.example/service/pay',
      WAYBILL_MPAY_SERVICE_ID: payerServiceId,
      WAYBILL_MPAY_CERT: files['cert'] ?? '',
      WAYBILL_MPAY_KEY: files['key'] ?? '',
      WAYBILL_MPAY_TRUST: files['trust'] ?? '',
    });
  const [provider, hub] = await Promise.all([
    start(databases.provider, { WAYBILL_CLIENT_CERT_PROXIES: '127.0.0.1' }),
    startHub(),
  ]);
  let running = hub.waybill;

  const carrier = await startCarrierServer(() => new Date());
  t.after(() => carrier.close());
  const line = async (wish: Omit<ChaosProxyWish, 'seed'>, number: number) => {
    const proxy = await startChaosProxy({ ...wish, seed: seed * 10 + number });
    t.after(() => proxy.close());
    return proxy;
  };
  const toProvider = await line({ target: provider.origin, tls: { ...atLine, clientCa: authority.certificate } }, 1);
  const toCarrier = await line({ target: new URL(carrier.baseUrl).origin }, 2);
  const fromPayer = await line({ target: hub.origin }, 3);

  const seller = await openSeller(openNative(provider.origin), service, ofHub.certificate);
  const [operator, secret] = await openHubOperator(openNative(hub.origin), {
    service,
    provider: toProvider.origin,
    carrier: `${toCarrier.origin}${new URL(carrier.baseUrl).pathname}`,
    trustedCa: authority.certificate,
    own: ofHub,
  });
  carrier.trust(secret);
  return {
    seller,
    operator,
    payer: await openPayer(hub.origin, fromPayer.origin, mpay),
    newPerson: () => openPerson(hub.origin, service),
    carrier,
    lines: [toProvider, toCarrier, fromPayer],
    secretKey,
    databases,
    async endPayTime(number) {
      await sql`update shipping_order set pay_until = now() where number = ${number}`.execute(databases.hub.db);
    },
    async killHub() {
      running.child.kill('SIGKILL');
      await once(running.child, 'close').catch(() => undefined);
      // two minutes later
      for (const table of ['partner_call', 'provider_service']) await sql`update ${sql.table(table)} set lease_until = now() where lease_until > now()`.execute(databases.hub.db); // prettier-ignore
      // as whoever keeps servers running would
      running = (await again('the hub starts', startHub)).waybill;
    },
  };
}
