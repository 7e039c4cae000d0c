/** A shipping house with MDelivery's door open on a socket, and MPay outside with its certificate. */
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { mdelivery } from '../src/dialects/mdelivery/index.ts';
import { buildApp } from '../src/http/app.ts';
import type { Mpay } from '../src/use-cases/payment/mpay.ts';
import { makeCertificate, type Certificate } from './make-certificate.ts';
import { openShippingHouse, type ShippingHouse } from './shipping-house.ts';
import { signMessage, type SignedWish } from './signed-message.ts';

export interface MpayAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface MpayHouse {
  readonly house: ShippingHouse;
  readonly app: FastifyInstance;
  readonly origin: string;
  readonly ours: Certificate;
  readonly mpay: Certificate;
  /** Posts a message as it stands. */
  readonly post: (text: string, headers?: Record<string, string>) => Promise<MpayAnswer>;
  /** Posts a payload that MPay has signed, or something that is wrong with it. */
  readonly ask: (payload: string, wish?: Partial<SignedWish>) => Promise<MpayAnswer>;
  readonly payments: () => Promise<readonly Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
}

export const mpayServiceId = 'WAYBILL01';

/** @param settings in place of those of an installation that MPay knows */
export async function openMpayHouse(
  settings: Partial<Extract<Mpay, { kind: 'mpay' }>> | { readonly kind: 'off' | 'sandbox' } = {},
): Promise<MpayHouse> {
  const [ours, mpay] = await Promise.all([makeCertificate({ name: 'Waybill' }), makeCertificate({ name: 'MPay' })]);
  const real: Mpay = {
    kind: 'mpay',
    payUrl: 'https://mpay.gov.md/service/pay',
    serviceId: mpayServiceId,
    ...ours,
    trusted: [mpay.certificate],
    sha1: false,
  };
  let origin = '';
  const house = await openShippingHouse({
    dialects: [mdelivery],
    publicUrl: () => origin,
    mpay:
      'kind' in settings && settings.kind !== 'mpay' ? { kind: settings.kind } : { ...real, ...settings, kind: 'mpay' },
  });
  await house.addCarrier();
  const mounts = [{ name: mdelivery.name, prefix: mdelivery.prefix, plugin: mdelivery.plugin(house.deps) }];
  const app = buildApp({ mounts, log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }) });
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const post: MpayHouse['post'] = async (body, headers = {}) => {
    const answer = await fetch(`${origin}/mdelivery/mpay`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/xml; charset=utf-8', ...headers },
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  return {
    house,
    app,
    origin,
    ours,
    mpay,
    post,
    ask: (payload, wish = {}) => post(signMessage({ certificate: mpay, payload, now: house.deps.now(), ...wish })),
    payments: () => house.database.db.selectFrom('payment').selectAll().orderBy('id').execute(),
    async close() {
      await app.close();
      await house.close();
    },
  };
}
