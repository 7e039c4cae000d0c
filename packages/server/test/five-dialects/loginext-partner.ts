/** LogiNext's client: asks for orders, starts trips, says where vehicles are, and hears notifications. */
import assert from 'node:assert/strict';
import { sandboxCredentials } from '../../src/use-cases/account/seed-sandbox.ts';
import { list, type Fields } from '../http-call.ts';
import { wordOf } from '../notification-word.ts';
import type { Scope } from '../waybill-process.ts';
import { openEar, type Ear } from './ear.ts';
import type { House } from './house.ts';
import type { Parcel, Partner } from './parcel.ts';

export interface LogiNextPartner extends Partner {
  readonly ask: (method: string, path: string, body?: unknown) => Promise<Fields>;
  /** As Get Order shows it. */
  readonly orderOf: (parcel: Parcel) => Promise<Fields>;
  /** Notifications about the order, in the order in which they came. */
  readonly heardOf: (parcel: Parcel) => readonly string[];
  /** Those about a trip that carries it: nobody says that they come in the order of those about orders. */
  readonly heardOfTrip: (parcel: Parcel) => readonly string[];
  readonly ear: Ear;
  readonly webhookSecret: string;
}

export async function openLogiNextPartner(t: Scope, { base, call, native }: House): Promise<LogiNextPartner> {
  const signedIn = await fetch(`${base}/loginext/LoginApp/login/authenticate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sandboxCredentials.loginext),
  });
  assert.equal(signedIn.status, 200, await signedIn.text());
  const tokens = {
    'WWW-Authenticate': signedIn.headers.get('www-authenticate') ?? '',
    CLIENT_SECRET_KEY: signedIn.headers.get('client_secret_key') ?? '',
  };
  const ear = await openEar(t);
  const { secret } = await native('POST', '/webhook-endpoints', { dialect: 'loginext', url: ear.url });
  const ask: LogiNextPartner['ask'] = (method, path, body) => call(method, `/loginext${path}`, tokens, body);

  async function orderOf({ orderNumber }: Parcel): Promise<Fields> {
    const { data } = await ask('GET', `/ShipmentApp/mile/v1/shipment?order_no=${orderNumber}`);
    const [order, ...others] = list(data);
    assert.equal(others.length, 0);
    return order ?? assert.fail(`LogiNext finds no ${orderNumber}`);
  }

  const heard = () => ear.received.map(({ body }) => JSON.parse(body) as Fields);
  return {
    ask,
    orderOf,
    wordOf: async (parcel) => String((await orderOf(parcel))['status']),
    heardOf: (parcel) =>
      heard()
        .filter((body) => isAbout(parcel, body))
        .map(toWord),
    heardOfTrip: (parcel) =>
      heard()
        .filter((body) => !isAbout(parcel, body) && names(parcel, body))
        .map(toWord),
    ear,
    webhookSecret: String(secret),
  };
}

const isAbout = ({ orderNumber }: Parcel, body: Fields) => [body['orderNo'], body['clientShipmentId']].includes(orderNumber); // prettier-ignore
const names = ({ orderNumber }: Parcel, body: Fields) => JSON.stringify(body).includes(`"${orderNumber}"`);
const toWord = (body: Fields) => String(wordOf(body));
