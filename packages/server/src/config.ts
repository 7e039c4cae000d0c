/** The environment, read once: every setting with its default, and all faults reported together. */

import { join, resolve } from 'node:path';
import { BadValue, readEnvironment } from './lib/environment.ts';
import type { EnvironmentReader, Variables } from './lib/environment.ts';
import { readClientCertificates, readTls, toFiles } from './lib/tls-settings.ts';
import type { ClientCertificates, TlsListener } from './lib/tls-settings.ts';

export type Config = {
  /** Port 0 lets the operating system choose. */
  readonly http: { readonly host: string; readonly port: number; readonly trustProxy: boolean };
  readonly role: 'web' | 'worker' | 'all';
  /** Absolute path of the data directory. */
  readonly data: string;
  /** `url` null: our own server in the data directory. */
  readonly database: { readonly url: string | null; readonly poolSize: number };
  readonly sandbox: boolean;
  /** 32 bytes; null: kept in the data directory. */
  readonly secretKey: Buffer | null;
  readonly webhooks: WebhookConfig;
  /** Scheme and host by which the outside reaches us; null: http, localhost and the port. */
  readonly publicUrl: string | null;
  /** Host name to dialect. */
  readonly hosts: ReadonlyMap<string, string>;
  readonly files: FilesConfig;
  /** Null: addresses are looked up in the data that we bring along. */
  readonly geocoder: GeocoderConfig | null;
  /** Null: distances are estimated from the great circle. */
  readonly router: RouterConfig | null;
  /** Null: there is no way to send mail; the sandbox prints it. */
  readonly mail: MailConfig | null;
  /** Null: TLS ends at a proxy. */
  readonly tls: TlsListener | null;
  readonly clientCertificates: ClientCertificates;
  readonly mpay: MpayConfig;
  /** Between two questions to a provider what has changed. */
  readonly providerPollSeconds: number;
  /** Of the insurer's operations, below its prefix, beside those of our own choice; null: those alone. */
  readonly insurancePaths: InsurancePaths | null;
  readonly logLevel: LogLevel;
};

export type InsurancePaths = {
  readonly orders: string;
  readonly tracking: string;
  readonly cancel: string;
};

export type WebhookConfig = {
  /** True opens loopback and private addresses to partners' URLs. */
  readonly privateUrls: boolean;
  /** The wait after each failed try. */
  readonly retrySeconds: readonly number[];
  readonly timeoutMs: number;
  readonly disableAfterSeconds: number;
};

export type GeocoderConfig = {
  readonly kind: 'nominatim' | 'photon';
  readonly url: string;
  readonly timeoutMs: number;
};

export type RouterConfig = {
  readonly kind: 'osrm' | 'valhalla';
  readonly url: string;
  readonly timeoutMs: number;
};

export type MailConfig = {
  /** `smtp:` or `smtps:`, with user name and password where the server wants them. */
  readonly url: string;
  /** An address, or `Name <address>`. */
  readonly from: string;
};

/** How receivers pay. `off`: not at all; `sandbox`: at a click, with no money. Files hold PEM. */
export type MpayConfig =
  | { readonly kind: 'off' | 'sandbox' }
  | {
      readonly kind: 'mpay';
      /** Where browsers are sent to pay. */
      readonly payUrl: string;
      /** What MPay calls us. */
      readonly serviceId: string;
      /** Ours, to sign with. */
      readonly certFile: string;
      readonly keyFile: string;
      /** MPay's: what is not signed with one of these is not from there. */
      readonly trustFiles: readonly string[];
      /** MPay's own samples of 2025 are signed with SHA-1. */
      readonly sha1: boolean;
    };

export type FilesConfig =
  | { readonly kind: 'disk'; readonly directory: string }
  | {
      readonly kind: 's3';
      readonly bucket: string;
      /** Without slashes at its ends; may be empty. */
      readonly prefix: string;
      readonly region: string;
      readonly endpoint: string | null;
      /** Null: the machine's own role. */
      readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
    };

const logLevels = ['info', 'trace', 'debug', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Plain sentences; each names its variable and says what to do. */
export class ConfigFaults extends Error {
  override readonly name = 'ConfigFaults';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

/** 2, 4, 8, 16, 32 minutes, then hourly for a day. */
const defaultRetries = [120, 240, 480, 960, 1920, ...Array.from({ length: 24 }, () => 3600)];
const day = 86_400;

/** @throws ConfigFaults */
export const readConfig = (env: Variables, cwd: string): Config => {
  const reader = readEnvironment(env);
  const data = resolve(cwd, reader.text('WAYBILL_DATA') ?? 'data');
  const url = reader.parsed('DATABASE_URL', toDatabaseUrl, null);
  const production = reader.text('NODE_ENV') === 'production';
  const role = reader.choice('WAYBILL_ROLE', ['all', 'web', 'worker'], 'all');
  const secretKey = reader.parsed('WAYBILL_SECRET_KEY', toKey, null);
  // Its credentials are printed and the same everywhere: never by accident where others can reach them.
  const sandbox = reader.choice('WAYBILL_SANDBOX', ['on', 'off'], url === null && !production ? 'on' : 'off') === 'on';
  const config: Config = {
    http: {
      host: reader.text('HOST') ?? '127.0.0.1',
      port: reader.number('PORT', { least: 0, most: 65_535 }, 8080),
      trustProxy: reader.choice('WAYBILL_TRUST_PROXY', ['off', 'on'], 'off') === 'on',
    },
    role,
    data,
    database: { url, poolSize: reader.number('WAYBILL_POOL_SIZE', { least: 2, most: 500 }, 16) },
    sandbox,
    secretKey,
    webhooks: {
      privateUrls: reader.choice('WAYBILL_PRIVATE_URLS', ['refuse', 'allow'], 'refuse') === 'allow',
      retrySeconds: reader.parsed('WAYBILL_WEBHOOK_RETRIES', toSeconds, defaultRetries),
      timeoutMs: 1000 * reader.number('WAYBILL_WEBHOOK_TIMEOUT', { least: 0.1, most: 60, whole: false }, 10),
      disableAfterSeconds: reader.number('WAYBILL_WEBHOOK_DISABLE_AFTER', { least: 1, most: 30 * day }, day),
    },
    publicUrl: reader.parsed('WAYBILL_PUBLIC_URL', toPublicUrl, null),
    hosts: reader.parsed('WAYBILL_HOSTS', toHosts, new Map()),
    files: readFiles(reader, data, cwd),
    geocoder: readGeocoder(reader),
    router: readRouter(reader),
    mail: readMail(reader),
    tls: readTls(reader, cwd),
    clientCertificates: readClientCertificates(reader),
    mpay: readMpay(reader, { cwd, production, sandbox }),
    providerPollSeconds: reader.number('WAYBILL_PROVIDER_POLL_SECONDS', { least: 1, most: 900 }, 30),
    insurancePaths: reader.parsed('WAYBILL_INSURANCE_PATHS', toInsurancePaths, null),
    logLevel: reader.choice('WAYBILL_LOG_LEVEL', logLevels, 'info'),
  };
  if (url !== null && secretKey === null && !env['WAYBILL_SECRET_KEY']) {
    reader.fault(
      `WAYBILL_SECRET_KEY is needed with DATABASE_URL: every process must have the same. Make one with: openssl rand -base64 32`,
    );
  }
  if (url === null && role !== 'all' && !env['DATABASE_URL']) {
    reader.fault(
      `WAYBILL_ROLE=${role} needs DATABASE_URL: the database in the data directory serves one process only.`,
    );
  }
  const faults = reader.faults('WAYBILL_');
  if (faults.length > 0) throw new ConfigFaults(faults);
  return config;
};

const toDatabaseUrl = (text: string): string => {
  if (URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)) return text;
  throw new BadValue('is no address of a PostgreSQL: give postgres://user:password@host:5432/name.');
};

const toKey = (text: string): Buffer => {
  const key = /^[A-Za-z0-9+/]{43}=$/.test(text) ? Buffer.from(text, 'base64') : null;
  if (key?.length === 32) return key;
  throw new BadValue('is not 32 bytes in base64: make one with openssl rand -base64 32.');
};

const toSeconds = (text: string): readonly number[] => {
  const parts = text.split(',').map((part) => part.trim());
  const fits = (part: string) => /^\d+(\.\d+)?$/.test(part) && Number(part) <= 7 * day;
  if (parts.length <= 200 && parts.every(fits)) return parts.map(Number);
  throw new BadValue(`is "${text}": give at most 200 waits in seconds with commas, such as 120,240,480.`);
};

const toPublicUrl = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  throw new BadValue(`is "${text}": give a scheme and a host without a path, such as https://waybill.example.com.`);
};

const toHosts = (text: string): ReadonlyMap<string, string> => {
  const hosts = new Map<string, string>();
  for (const pair of text.split(',')) {
    const [, dialect, host] = /^\s*([a-z0-9-]+)=([A-Za-z0-9.-]+)\s*$/.exec(pair) ?? [];
    if (!dialect || !host)
      throw new BadValue(`has "${pair.trim()}": give dialect=host, such as loginext=api.example.com.`);
    if (hosts.has(host.toLowerCase())) throw new BadValue(`names ${host} twice: a host can speak one dialect only.`);
    hosts.set(host.toLowerCase(), dialect);
  }
  return hosts;
};

const toInsurancePaths = (text: string): InsurancePaths => {
  const paths = text.split(',').map((path) => path.trim());
  const [orders, tracking, cancel, ...more] = paths;
  const areFit = paths.every((path) => /^(\/[\w.~-]+)+$/.test(path)) && new Set(paths).size === 3;
  if (orders && tracking && cancel && more.length === 0 && areFit) return { orders, tracking, cancel };
  throw new BadValue(`is "${text}": give three paths, such as /sme/orders,/sme/tracking,/sme/cancel.`);
};

const readFiles = (reader: EnvironmentReader, data: string, cwd: string): FilesConfig => {
  const place = reader.text('WAYBILL_FILES') ?? join(data, 'files');
  const region = reader.text('WAYBILL_S3_REGION');
  const endpoint = reader.parsed('WAYBILL_S3_ENDPOINT', toHttpUrl, undefined);
  const accessKeyId = reader.text('WAYBILL_S3_ACCESS_KEY');
  const secretAccessKey = reader.text('WAYBILL_S3_SECRET_KEY');
  if (!place.includes('://')) {
    if (region ?? endpoint ?? accessKeyId ?? secretAccessKey) {
      reader.fault('WAYBILL_S3_… settings need WAYBILL_FILES=s3://bucket/prefix.');
    }
    return { kind: 'disk', directory: resolve(cwd, place) };
  }
  const [, bucket = '', prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(place) ?? [];
  if (bucket === '') reader.fault(`WAYBILL_FILES is "${place}": give a folder, or s3://bucket/prefix.`);
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined)) {
    reader.fault(
      'WAYBILL_S3_ACCESS_KEY and WAYBILL_S3_SECRET_KEY belong together: give both, or none for the machine’s role.',
    );
  }
  return {
    kind: 's3',
    bucket,
    prefix: prefix.replace(/^\/+|\/+$/g, ''),
    region: region ?? 'us-east-1',
    endpoint: endpoint ?? null,
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : null,
  };
};

const readGeocoder = (reader: EnvironmentReader): GeocoderConfig | null => {
  const server = reader.parsed('WAYBILL_GEOCODER', toGeocoder, null);
  const timeoutMs = 1000 * reader.number('WAYBILL_GEOCODER_TIMEOUT', { least: 0.1, most: 30, whole: false }, 3);
  return server && { ...server, timeoutMs };
};

const toGeocoder = (text: string): Omit<GeocoderConfig, 'timeoutMs'> => {
  const [, kind, url = ''] = /^(nominatim|photon):(https?:\/\/\S+)$/.exec(text) ?? [];
  if ((kind === 'nominatim' || kind === 'photon') && URL.canParse(url)) return { kind, url };
  throw new BadValue(`is "${text}": give nominatim: or photon: and an address, such as photon:https://photon.example.`);
};

const readRouter = (reader: EnvironmentReader): RouterConfig | null => {
  const server = reader.parsed('WAYBILL_ROUTER', toRouter, null);
  const timeoutMs = 1000 * reader.number('WAYBILL_ROUTER_TIMEOUT', { least: 0.1, most: 30, whole: false }, 3);
  return server && { ...server, timeoutMs };
};

const toRouter = (text: string): Omit<RouterConfig, 'timeoutMs'> => {
  const [, kind, url = ''] = /^(osrm|valhalla):(https?:\/\/\S+)$/.exec(text) ?? [];
  if ((kind === 'osrm' || kind === 'valhalla') && URL.canParse(url)) return { kind, url };
  throw new BadValue(`is "${text}": give osrm: or valhalla: and an address, such as osrm:https://osrm.example.`);
};

const readMail = (reader: EnvironmentReader): MailConfig | null => {
  const url = reader.parsed('WAYBILL_SMTP', toSmtpUrl, null);
  const from = reader.parsed('WAYBILL_MAIL_FROM', toSender, null);
  if (url !== null && from !== null) return { url, from };
  if (url !== null && reader.text('WAYBILL_MAIL_FROM') === undefined)
    reader.fault('WAYBILL_SMTP needs WAYBILL_MAIL_FROM, the address that mail comes from.');
  return null;
};

const readMpay = (
  reader: EnvironmentReader,
  { cwd, production, sandbox }: { readonly cwd: string; readonly production: boolean; readonly sandbox: boolean },
): MpayConfig => {
  const word = reader.parsed('WAYBILL_MPAY', toPayer, sandbox && !production ? 'sandbox' : 'off');
  const serviceId = reader.parsed('WAYBILL_MPAY_SERVICE_ID', toMpayId, null);
  const sha1 = reader.choice('WAYBILL_MPAY_SHA1', ['refuse', 'allow'], 'refuse') === 'allow';
  const [certFile, more] = reader.parsed('WAYBILL_MPAY_CERT', (text) => toFiles(text, cwd), []);
  const [keyFile, others] = reader.parsed('WAYBILL_MPAY_KEY', (text) => toFiles(text, cwd), []);
  const trustFiles = reader.parsed('WAYBILL_MPAY_TRUST', (text) => toFiles(text, cwd), []);
  if (more ?? others) reader.fault('WAYBILL_MPAY_CERT and WAYBILL_MPAY_KEY name one file each.');
  if (word === 'sandbox' && production) {
    reader.fault('WAYBILL_MPAY is "sandbox": in production nobody may pay without money. Give MPay’s address, or off.');
  }
  if (word === 'off' || word === 'sandbox') {
    if (serviceId ?? certFile ?? keyFile ?? trustFiles[0]) {
      reader.fault('WAYBILL_MPAY_… settings need WAYBILL_MPAY=https://mpay.gov.md/service/pay.');
    }
    return { kind: word };
  }
  if (serviceId !== null && certFile !== undefined && keyFile !== undefined && trustFiles.length > 0) {
    return { kind: 'mpay', payUrl: word, serviceId, certFile, keyFile, trustFiles, sha1 };
  }
  reader.fault(
    'WAYBILL_MPAY needs WAYBILL_MPAY_SERVICE_ID, _CERT, _KEY and _TRUST: messages are signed in both directions.',
  );
  return { kind: 'off' };
};

const toPayer = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (/^(off|sandbox)$/.test(text) || (url && /^https?:$/.test(url.protocol) && url.username === '')) return text;
  throw new BadValue(`is "${text}": give off, sandbox, or the address of MPay’s page.`);
};

/** In MPay's messages 36 characters at most. */
const toMpayId = (text: string): string => {
  if (/^[\x21-\x7e]{1,36}$/.test(text)) return text;
  throw new BadValue(`is "${text}": give the 36 characters at most by which MPay knows the service.`);
};

/** It holds a password, so no fault shows it. */
const toSmtpUrl = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url && url.hostname !== '' && /^\/?$/.test(url.pathname) && url.search === '' && url.hash === '';
  const whole = url && (url.username === '') === (url.password === '') && canDecode(url.username + url.password);
  if (plain && whole && /^smtps?:$/.test(url.protocol)) return text;
  throw new BadValue('is no address of a mail server: give smtps://user:password@host:465 or smtp://host:587.');
};

const canDecode = (text: string): boolean => {
  try {
    return decodeURIComponent(text) !== '' || text === '';
  } catch {
    return false;
  }
};

const toSender = (text: string): string => {
  const [, inside] = /^[^<>"\p{Cc}]*<([^<>]+)>$/u.exec(text) ?? [];
  if (/^[^\s<>",;:@]+@[A-Za-z0-9.-]+$/.test(inside ?? text)) return text;
  throw new BadValue(`is "${text}": give an address, such as Waybill <waybill@example.com>.`);
};

const toHttpUrl = (text: string): string | undefined => {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new BadValue(`is "${text}": give an address that begins with https:// or http://.`);
};
