/** Settings: their defaults, their words, and all faults in one go. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigFaults, readConfig } from './config.ts';

const cwd = '/srv/waybill';
const key = Buffer.alloc(32, 7).toString('base64');
const external = { DATABASE_URL: 'postgres://w:pw@db.example/waybill', WAYBILL_SECRET_KEY: key };

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env, cwd);
  } catch (cause) {
    if (cause instanceof ConfigFaults) return cause.faults;
    throw cause;
  }
  return [];
};

test('an empty environment is a whole configuration', () => {
  const { webhooks, ...rest } = readConfig({}, cwd);
  assert.deepEqual(rest, {
    http: { host: '127.0.0.1', port: 8080, trustProxy: false },
    role: 'all',
    data: '/srv/waybill/data',
    database: { url: null, poolSize: 16 },
    sandbox: true,
    secretKey: null,
    publicUrl: null,
    hosts: new Map(),
    files: { kind: 'disk', directory: '/srv/waybill/data/files' },
    geocoder: null,
    router: null,
    mail: null,
    tls: null,
    clientCertificates: { proxies: [], header: 'client-cert' },
    mpay: { kind: 'sandbox' },
    providerPollSeconds: 30,
    insurancePaths: null,
    logLevel: 'info',
  });
  assert.deepEqual(webhooks.retrySeconds.slice(0, 6), [120, 240, 480, 960, 1920, 3600]);
  assert.equal(webhooks.retrySeconds.length, 29);
  assert.deepEqual(
    { ...webhooks, retrySeconds: [] },
    {
      privateUrls: false,
      retrySeconds: [],
      timeoutMs: 10_000,
      disableAfterSeconds: 86_400,
    },
  );
});

test('an empty variable counts as unset', () => {
  assert.deepEqual(readConfig({ PORT: '', WAYBILL_HOSTS: ' ' }, cwd), readConfig({}, cwd));
});

test('the sandbox is on only for the embedded database outside production, unless told so', () => {
  const sandbox = (env: Record<string, string>) => readConfig(env, cwd).sandbox;
  assert.equal(sandbox({}), true);
  assert.equal(sandbox({ NODE_ENV: 'production' }), false);
  assert.equal(sandbox({ NODE_ENV: 'production', WAYBILL_SANDBOX: 'on' }), true);
  assert.equal(sandbox(external), false);
  assert.equal(sandbox({ ...external, WAYBILL_SANDBOX: 'on' }), true);
  assert.equal(sandbox({ WAYBILL_SANDBOX: 'off' }), false);
});

test('the insurer’s operations are three paths, none of them twice', () => {
  const paths = (text: string) => readConfig({ WAYBILL_INSURANCE_PATHS: text }, cwd).insurancePaths;
  assert.deepEqual(paths('/a/orders, /a/tracking,/a/cancel'), { orders: '/a/orders', tracking: '/a/tracking', cancel: '/a/cancel' }); // prettier-ignore
  for (const wrong of ['/a', '/a,/b', '/a,/b,/b', '/a,/b,/c,/d', 'a,b,c', '/a/,/b,/c', '/:a,/b,/c', '/a*,/b,/c', '/a b,/c,/d']) {
    assert.throws(() => paths(wrong), /WAYBILL_INSURANCE_PATHS is ".*": give three paths/s, wrong);
  }
}); // prettier-ignore

test('hosts, retries, files and the key are read', () => {
  const config = readConfig(
    {
      ...external,
      WAYBILL_HOSTS: 'loginext=API.example.com, native=own.example.com',
      WAYBILL_WEBHOOK_RETRIES: '1, 2.5',
      WAYBILL_WEBHOOK_TIMEOUT: '2.5',
      WAYBILL_FILES: 's3://proofs/eu/',
      WAYBILL_S3_ENDPOINT: 'http://127.0.0.1:9000',
      WAYBILL_S3_ACCESS_KEY: 'a',
      WAYBILL_S3_SECRET_KEY: 'b',
      WAYBILL_ROLE: 'worker',
    },
    cwd,
  );
  assert.deepEqual(
    [...config.hosts],
    [
      ['api.example.com', 'loginext'],
      ['own.example.com', 'native'],
    ],
  );
  assert.deepEqual([config.webhooks.retrySeconds, config.webhooks.timeoutMs], [[1, 2.5], 2500]);
  assert.deepEqual(config.secretKey, Buffer.alloc(32, 7));
  assert.deepEqual(config.files, {
    kind: 's3',
    bucket: 'proofs',
    prefix: 'eu',
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:9000',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
});

test('a geocoding server is named with its kind and has three seconds', () => {
  const geocoder = (env: Record<string, string>) => readConfig(env, cwd).geocoder;
  const url = 'http://nominatim.internal:8080/base/';
  assert.deepEqual(geocoder({ WAYBILL_GEOCODER: `nominatim:${url}` }), { kind: 'nominatim', url, timeoutMs: 3000 });
  const photon = { WAYBILL_GEOCODER: 'photon:https://photon.example', WAYBILL_GEOCODER_TIMEOUT: '0.5' };
  assert.deepEqual(geocoder(photon), { kind: 'photon', url: 'https://photon.example', timeoutMs: 500 });
  for (const text of ['google:https://x', 'photon', 'photon:ftp://x', 'nominatim:http://', 'photon:https://a b'])
    assert.match(faultsOf({ WAYBILL_GEOCODER: text })[0] ?? '', /^WAYBILL_GEOCODER is /, text);
});

test('the address by which the outside knows us is a scheme and a host', () => {
  const publicUrl = (text: string) => readConfig({ WAYBILL_PUBLIC_URL: text }, cwd).publicUrl;
  assert.equal(readConfig({}, cwd).publicUrl, null);
  assert.equal(publicUrl('https://waybill.example.com/'), 'https://waybill.example.com');
  assert.equal(publicUrl('http://10.0.0.7:8080'), 'http://10.0.0.7:8080');
  for (const text of [
    'waybill.example.com',
    'ftp://x',
    'https://x/waybill',
    'https://x?a=b',
    'https://u:p@x',
    'https://x/#a',
  ])
    assert.match(faultsOf({ WAYBILL_PUBLIC_URL: text })[0] ?? '', /^WAYBILL_PUBLIC_URL is /, text);
});

test('a router is named with its kind and has three seconds', () => {
  const router = (env: Record<string, string>) => readConfig(env, cwd).router;
  const url = 'http://osrm.internal:5000';
  assert.deepEqual(router({ WAYBILL_ROUTER: `osrm:${url}` }), { kind: 'osrm', url, timeoutMs: 3000 });
  const valhalla = { WAYBILL_ROUTER: 'valhalla:https://valhalla.example/', WAYBILL_ROUTER_TIMEOUT: '0.5' };
  assert.deepEqual(router(valhalla), { kind: 'valhalla', url: 'https://valhalla.example/', timeoutMs: 500 });
  for (const text of ['google:https://x', 'osrm', 'osrm:ftp://x', 'osrm:http://', 'valhalla:https://a b'])
    assert.match(faultsOf({ WAYBILL_ROUTER: text })[0] ?? '', /^WAYBILL_ROUTER is /, text);
  assert.match(faultsOf({ WAYBILL_ROUTER_TIMEOUT: '31' })[0] ?? '', /^WAYBILL_ROUTER_TIMEOUT is /);
});

test('a mail server is named with the address that mail comes from, and its password is never shown', () => {
  const mail = (env: Record<string, string>) => readConfig(env, cwd).mail;
  const url = 'smtps://waybill:pass%20word@mail.example:465';
  const from = 'Waybill Ltd <waybill@example.com>';
  assert.deepEqual(mail({ WAYBILL_SMTP: url, WAYBILL_MAIL_FROM: from }), { url, from });
  assert.equal(mail({ WAYBILL_MAIL_FROM: 'waybill@example.com' }), null);
  assert.deepEqual(faultsOf({ WAYBILL_SMTP: 'smtp://127.0.0.1' }), [
    'WAYBILL_SMTP needs WAYBILL_MAIL_FROM, the address that mail comes from.',
  ]);
  const others = ['mail.example', 'https://u:secret@x', 'smtp:x', 'smtp://', 'smtp://u@x', 'smtp://:secret@x', 'smtp://x/?secret=no', 'smtp://x/y', 'smtp://u:secret%FF@x', 'smtp://u:secret%@x']; // prettier-ignore
  for (const text of others) {
    const [fault = '', ...more] = faultsOf({ WAYBILL_SMTP: text, WAYBILL_MAIL_FROM: from });
    assert.match(fault, /^WAYBILL_SMTP is no address of a mail server/, text);
    assert.ok(!fault.includes('secret') && more.length === 0, text);
  }
  for (const text of ['Waybill', 'a@b, c@d', 'a@b@c', '<a@b> x', 'x\n <a@b>', 'a b@c', '@c', 'a@'])
    assert.match(faultsOf({ WAYBILL_MAIL_FROM: text })[0] ?? '', /^WAYBILL_MAIL_FROM is /, text);
});

test('a listener of our own that asks for certificates has all four of its settings', () => {
  const tls = {
    WAYBILL_TLS_PORT: '8443',
    WAYBILL_TLS_CERT: 'tls/server.pem',
    WAYBILL_TLS_KEY: '/etc/server.key',
    WAYBILL_TLS_CLIENT_CA: 'tls/ca.pem',
  };
  assert.deepEqual(readConfig(tls, cwd).tls, {
    port: 8443,
    certFile: '/srv/waybill/tls/server.pem',
    keyFile: '/etc/server.key',
    clientCaFile: '/srv/waybill/tls/ca.pem',
  });
  assert.equal(readConfig({ ...tls, WAYBILL_TLS_PORT: '0' }, cwd).tls?.port, 0);
  for (const name of Object.keys(tls)) {
    const [fault = '', ...more] = faultsOf({ ...tls, [name]: '' });
    assert.match(fault, /^WAYBILL_TLS_PORT, .* belong together/, name);
    assert.deepEqual(more, []);
  }
  assert.match(faultsOf({ ...tls, WAYBILL_TLS_PORT: 'https' })[0] ?? '', /^WAYBILL_TLS_PORT is "https"/);
});

test('only named proxies may say which certificate a client has shown', () => {
  const read = (env: Record<string, string>) => readConfig(env, cwd).clientCertificates;
  const proxies = '10.0.0.7, 192.168.0.0/16,fd00::/8';
  assert.deepEqual(read({ WAYBILL_CLIENT_CERT_PROXIES: proxies, WAYBILL_CLIENT_CERT_HEADER: 'X-SSL-Client-Cert' }), {
    proxies: ['10.0.0.7', '192.168.0.0/16', 'fd00::/8'],
    header: 'x-ssl-client-cert',
  });
  for (const text of ['proxy.example', '10.0.0.7,', '10.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0.0/8/8', 'fd00::/129', '*'])
    assert.match(faultsOf({ WAYBILL_CLIENT_CERT_PROXIES: text })[0] ?? '', /^WAYBILL_CLIENT_CERT_PROXIES has "/, text);
  assert.deepEqual(faultsOf({ WAYBILL_CLIENT_CERT_HEADER: 'x-cert' }), [
    'WAYBILL_CLIENT_CERT_HEADER needs WAYBILL_CLIENT_CERT_PROXIES: anybody can send a header.',
  ]);
  const spaced = { WAYBILL_CLIENT_CERT_PROXIES: '::1', WAYBILL_CLIENT_CERT_HEADER: 'x cert' };
  assert.match(faultsOf(spaced)[0] ?? '', /^WAYBILL_CLIENT_CERT_HEADER is "x cert"/);
}); // prettier-ignore

test('receivers pay in the sandbox, at MPay, or not at all', () => {
  const mpay = (env: Record<string, string>) => readConfig(env, cwd).mpay;
  assert.deepEqual(mpay(external), { kind: 'off' });
  assert.deepEqual(mpay({ ...external, WAYBILL_SANDBOX: 'on' }), { kind: 'sandbox' });
  assert.deepEqual(mpay({ WAYBILL_MPAY: 'off' }), { kind: 'off' });
  // told so, the sandbox may stand in production: its payer may not
  assert.deepEqual(mpay({ NODE_ENV: 'production', WAYBILL_SANDBOX: 'on' }), { kind: 'off' });
  assert.match(faultsOf({ NODE_ENV: 'production', WAYBILL_MPAY: 'sandbox' })[0] ?? '', /in production nobody may pay/);
  const payUrl = 'https://mpay.gov.md/service/pay';
  const real = {
    WAYBILL_MPAY: payUrl,
    WAYBILL_MPAY_SERVICE_ID: 'WAYBILL01',
    WAYBILL_MPAY_CERT: 'mpay/own.pem',
    WAYBILL_MPAY_KEY: 'mpay/own.key',
    WAYBILL_MPAY_TRUST: 'mpay/2025.pem, mpay/2026.pem',
  };
  const inFolder = (name: string) => `/srv/waybill/mpay/${name}`;
  assert.deepEqual(mpay(real), {
    kind: 'mpay',
    payUrl,
    serviceId: 'WAYBILL01',
    certFile: inFolder('own.pem'),
    keyFile: inFolder('own.key'),
    trustFiles: [inFolder('2025.pem'), inFolder('2026.pem')],
    sha1: false,
  });
  const old = mpay({ ...real, WAYBILL_MPAY_SHA1: 'allow' });
  assert.ok(old.kind === 'mpay' && old.sha1);
  for (const name of ['WAYBILL_MPAY_SERVICE_ID', 'WAYBILL_MPAY_CERT', 'WAYBILL_MPAY_KEY', 'WAYBILL_MPAY_TRUST'])
    assert.match(faultsOf({ ...real, [name]: '' }).join(), /^WAYBILL_MPAY needs /, name);
  assert.match(faultsOf({ ...real, WAYBILL_MPAY: '' }).join(), /settings need WAYBILL_MPAY=/);
  assert.match(faultsOf({ ...real, WAYBILL_MPAY_KEY: 'a.key,b.key' }).join(), /name one file each/);
  for (const text of ['on', 'mpay.gov.md', 'ftp://x', 'https://me@x/'])
    assert.match(faultsOf({ ...real, WAYBILL_MPAY: text })[0] ?? '', /^WAYBILL_MPAY is /, text);
});

test('every fault is told at once, by the name of its variable', () => {
  const faults = faultsOf({
    PORT: '70000',
    DATABASE_URL: 'mysql://secret@x/y',
    WAYBILL_ROLE: 'boss',
    WAYBILL_SANDBOX: 'maybe',
    WAYBILL_SECRET_KEY: 'too-short',
    WAYBILL_HOSTS: 'loginext',
    WAYBILL_FILES: 'ftp://x',
    WAYBILL_WEBHOOK_RETRIES: '1,soon',
    WAYBILL_GEOCODER: 'https://nominatim.example',
    WAYBILL_GEOCODER_TIMEOUT: '0',
    WAYBILL_ROUTER: 'https://osrm.example',
    WAYBILL_ROUTER_TIMEOUT: 'soon',
    WAYBILL_SMTP: 'mail.example',
    WAYBILL_MAIL_FROM: 'me',
    WAYBILL_S3_ACCESS_KEY: 'only-one',
  });
  const named = faults.map((fault) => fault.split(' ')[0]);
  for (const name of ['PORT', 'DATABASE_URL', 'WAYBILL_ROLE', 'WAYBILL_SANDBOX', 'WAYBILL_SECRET_KEY']) {
    assert.ok(named.includes(name), name);
  }
  for (const name of ['WAYBILL_HOSTS', 'WAYBILL_FILES', 'WAYBILL_WEBHOOK_RETRIES', 'WAYBILL_S3_ACCESS_KEY']) {
    assert.ok(named.includes(name), name);
  }
  for (const name of ['WAYBILL_GEOCODER', 'WAYBILL_GEOCODER_TIMEOUT']) assert.ok(named.includes(name), name);
  for (const name of ['WAYBILL_ROUTER', 'WAYBILL_ROUTER_TIMEOUT', 'WAYBILL_SMTP', 'WAYBILL_MAIL_FROM'])
    assert.ok(named.includes(name), name);
  assert.ok(!faults.join(' ').includes('secret@'), 'a database address holds a password');
  assert.ok(!faults.join(' ').includes('too-short'));
});

test('a misspelt setting is named with the one it resembles', () => {
  assert.deepEqual(faultsOf({ WAYBILL_SANDBX: 'on' }), [
    'WAYBILL_SANDBX is no setting of Waybill; did you mean WAYBILL_SANDBOX?',
  ]);
  assert.match(faultsOf({ WAYBILL_SOMETHING_ELSE_ALTOGETHER: 'on' })[0] ?? '', /remove it/);
});

test('a database of one’s own needs the secret key; one role alone needs a database of one’s own', () => {
  assert.match(faultsOf({ DATABASE_URL: external.DATABASE_URL })[0] ?? '', /^WAYBILL_SECRET_KEY is needed/);
  assert.match(faultsOf({ WAYBILL_ROLE: 'web' })[0] ?? '', /needs DATABASE_URL/);
  assert.deepEqual(faultsOf({ ...external, WAYBILL_ROLE: 'web' }), []);
});
