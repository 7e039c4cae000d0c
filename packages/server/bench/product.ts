/** The product as a client sees it: signed in by both APIs, with the bodies that the rows send. */
import type { Server } from './processes.ts';

export interface Client {
  readonly url: string;
  readonly loginext: Readonly<Record<string, string>>;
  readonly native: Readonly<Record<string, string>>;
}

/** Signs in to the sandbox, whose rate limits are out of the way. */
export async function signIn({ url }: Server): Promise<Client> {
  const answer = await fetch(`${url}/loginext/LoginApp/login/authenticate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName: 'demouser', password: 'Admin#1!' }),
  });
  return {
    url,
    loginext: {
      'WWW-Authenticate': answer.headers.get('www-authenticate') ?? '',
      CLIENT_SECRET_KEY: answer.headers.get('client_secret_key') ?? '',
    },
    native: { authorization: 'Bearer sandbox-native-key' },
  };
}

export function post(client: Client, path: string, body: unknown): Promise<Record<string, unknown>> {
  return call(client, 'POST', path, body);
}

export async function call(
  client: Client,
  method: string,
  path: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const headers = path.startsWith('/v1') ? client.native : client.loginext;
  const answer = await fetch(client.url + path, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${text}`);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

const run = Date.now().toString(36);

/** One delivery order with every mandatory field, as the body of a request. */
export function orderBody(n: number): string {
  return JSON.stringify([order(`B-${run}-${n}`)]);
}

export function order(orderNo: string): Record<string, unknown> {
  return {
    orderNo,
    shipmentOrderTypeCd: 'DELIVER',
    orderState: 'FORWARD',
    shipmentOrderDt: '2026-01-15T10:30:00.000Z',
    distributionCenter: 'Mumbai',
    paymentType: 'COD',
    packageValue: '500',
    deliverBranch: 'Mumbai',
    deliverServiceTime: '20',
    deliverStartTimeWindow: '2026-01-16T08:00:00.000Z',
    deliverEndTimeWindow: '2026-01-16T18:00:00.000Z',
    deliverAccountCode: 'C-1',
    deliverAccountName: 'Asha',
    deliverApartment: '12',
    deliverStreetName: 'Powai Road',
    deliverLocality: 'Hiranandani',
    deliverCity: 'Mumbai',
    deliverState: 'MH',
    deliverCountry: 'IND',
    deliverPinCode: '400076',
    returnBranch: 'Mumbai',
  };
}

let tick = Date.UTC(2026, 0, 1);

/** Fixes with times of their own, so that each is new. */
export function fixes(count: number): { recordedAt: string; lat: number; lng: number; speedKmh: number }[] {
  return Array.from({ length: count }, () => ({
    recordedAt: new Date((tick += 10)).toISOString(),
    lat: 19.1,
    lng: 72.9,
    speedKmh: 30,
  }));
}

/** The same number of fixes for the anchor. */
export function anchorFixes(count: number): { device: number; ts: string; lat: number; lng: number }[] {
  return Array.from({ length: count }, () => ({ device: 1, ts: new Date((tick += 10)).toISOString(), lat: 19.1, lng: 72.9 })); // prettier-ignore
}
