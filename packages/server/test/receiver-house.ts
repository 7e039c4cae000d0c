/** A house on both sides of MDelivery: a provider's service whose orders are our own public orders, and receivers who come for them. */
import { sql } from 'kysely';
import type { Provider, ProviderService } from '../src/domain/provider/provider.ts';
import type { ShippingOrder } from '../src/domain/shipping-order/shipping-order.ts';
import { insertProvider } from '../src/store/provider.ts';
import { insertProviderService } from '../src/store/provider-service.ts';
import { createCarrier } from '../src/use-cases/carrier/carriers.ts';
import type { NewPublicOrder } from '../src/use-cases/public-order/public-orders.ts';
import { createService } from '../src/use-cases/public-order/public-services.ts';
import { sealSecret } from '../src/use-cases/provider/open-secret.ts';
import { hearCarrier, hearProvider, settle } from '../src/use-cases/shipping-order/hear.ts';
import { changeOrder } from '../src/use-cases/shipping-order/change-order.ts';
import { findByNumber } from '../src/use-cases/shipping-order/read-orders.ts';
import { transact } from '../src/use-cases/transact.ts';
import { waybillMade } from '../src/domain/shipping-order/lifecycle.ts';
import type { CarrierWord } from '../src/domain/carrier/carrier.ts';
import type { TestDepsOptions } from './deps.ts';
import { FormBrowser } from './form-browser.ts';
import { openMDeliveryHouse, type MDeliveryHouse, type Seller } from './mdelivery-house.ts';
import { fleetPrices } from './shipping-house.ts';

/** The IDNP of everybody who orders here. */
export const idnp = '2000000000007';
/** Where the provider's own pages are. */
export const home = 'https://agency.example';

export interface ReceiverHouse {
  readonly house: MDeliveryHouse;
  readonly seller: Seller;
  readonly provider: Provider;
  /** Another service of the same provider, on both sides. */
  readonly service: (change?: Partial<ProviderService>) => Promise<ProviderService>;
  /** An order to which a delivery may be added. @returns its id */
  readonly sell: (change?: Partial<NewPublicOrder>) => Promise<string>;
  /** As the provider sends its customers; `lang` is Romanian. */
  readonly link: (orderId: string, more?: Readonly<Record<string, string>>) => string;
  readonly browser: () => FormBrowser;
  readonly orderOf: (number: string) => Promise<ShippingOrder>;
  readonly pay: (number: string) => Promise<void>;
  readonly becomeReady: (number: string) => Promise<void>;
  readonly takeOver: (number: string, trackingUrl?: string | null) => Promise<void>;
  readonly carrierSays: (number: string, word: CarrierWord, message?: string) => Promise<void>;
  readonly providerIs: (reached: 'reached' | 'silent' | 'paused') => Promise<void>;
  readonly carrierIs: (state: 'active' | 'paused') => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openReceiverHouse(options: TestDepsOptions = {}): Promise<ReceiverHouse> {
  let origin: string | null = null;
  const house = await openMDeliveryHouse({ ownOrigin: () => origin, ...options });
  origin = house.origin;
  const { deps, database } = house;
  const seller = await house.seller();
  const { caller } = seller;
  const { accountId } = caller;
  const now = deps.now();
  const provider: Provider = { accountId, id: deps.newId(), version: 1, code: 'P', name: 'Agenția Servicii Publice', idno: null, baseUrl: null, own: true, auth: 'bearer', trustedCa: null, returnOrigins: [home], state: 'active', createdAt: now, updatedAt: now }; // prettier-ignore
  const secret = sealSecret(deps, { kind: 'bearer', token: seller.asker.token });
  await transact(deps, caller, (tx) => insertProvider(tx, provider, secret));
  const service: ReceiverHouse['service'] = async (change = {}) => {
    const { code = '1' } = change;
    if (code !== '1') await createService(deps, caller, { code, name: 'S', currency: 'MDL', credentialIds: [seller.asker.credentialId] }); // prettier-ignore
    const made = { accountId, id: deps.newId(), providerId: provider.id, code: '1', name: 'Eliberarea certificatelor', addDelivery: true, redirectToMpay: true, identify: 'none', ...change } as const; // prettier-ignore
    await transact(deps, caller, (tx) => insertProviderService(tx, made));
    return made;
  };
  await service();
  const place = { apartment: null, street: 'Strada Pușkin 42', landmark: null, locality: null, city: 'Chișinău', state: null, country: 'MD', postalCode: null }; // prettier-ignore
  await sql`insert into pickup_point (account_id, provider_id, code, name, address, lat, lng)
    values (${accountId}, ${provider.id}, 'MAIN', 'Oficiul central', ${JSON.stringify(place)}::jsonb, 47.0245, 28.8323)`.execute(database.db); // prettier-ignore
  const fleet = { code: 'fleet', name: 'Waybill Express', kind: 'fleet', baseUrl: null, prices: fleetPrices } as const;
  const { carrier } = await createCarrier(deps, caller, fleet);

  let orders = 0;
  const sell: ReceiverHouse['sell'] = async (change = {}) => {
    const at = (hours: number) => new Date(deps.now().getTime() + hours * 3_600_000);
    const orderId = `o77410725987964${String((orders += 1)).padStart(5, '0')}`;
    const order: Partial<NewPublicOrder> = {
      orderId,
      isPaid: false,
      message: null,
      receiver: { type: 'Person', id: idnp, name: 'Rusu', firstName: 'Ion', email: 'ion.rusu@mail.example', phone: '+37369123456' }, // prettier-ignore
      pickupPointCode: 'MAIN',
      submittedAt: at(-24),
      acceptedUntil: at(240),
      readyAt: at(48),
      products: [
        {
          code: null,
          description: 'Certificat de naștere',
          price: 5000,
          currency: 'MDL',
          quantity: 1,
          lengthMm: 300,
          widthMm: 210,
          heightMm: 5,
          weightGrams: 100,
          holder: { id: null, name: 'Rusu', firstName: 'Ana' },
        },
      ],
      ...change,
    };
    await seller.place('draft', order);
    return order.orderId ?? orderId;
  };

  const orderOf: ReceiverHouse['orderOf'] = async (number) => {
    const order = await findByNumber(deps, number);
    if (!order) throw new Error(`There is no ${number}.`);
    return order;
  };
  const waybill = (trackingUrl: string | null) => ({ waybill: 'WB-1001', deliveryId: null, trackingUrl });

  return {
    house,
    seller,
    provider,
    service,
    sell,
    link: (orderId, more = {}) =>
      `${house.origin}/mdelivery/public/shipping?${new URLSearchParams({ orderId, serviceId: '1', lang: 'ro', ...more }).toString()}`,
    browser: () => new FormBrowser(house.origin, '10.0.0.1'),
    orderOf,
    async pay(number) {
      const { id, orderAmount, deliveryCost } = await orderOf(number);
      const settlement = { amount: orderAmount + deliveryCost, paidAt: deps.now(), cause: 'payment' } as const;
      await transact(deps, caller, (tx) => settle(deps, tx, caller, id, settlement));
    },
    async becomeReady(number) {
      const { serviceId, orderId } = await orderOf(number);
      const found = (
        await house.rows(`select code, redirect_to_mpay from provider_service where id = '${serviceId}'`)
      )[0];
      const registered = { id: serviceId, redirectToMpay: found?.['redirect_to_mpay'] === true } as ProviderService;
      await hearProvider(deps, caller, { provider, service: registered, currency: 'MDL' }, orderId, 'Ready');
    },
    async takeOver(number, trackingUrl = null) {
      const { id } = await orderOf(number);
      await transact(deps, caller, (tx) =>
        changeOrder(deps, tx, caller, id, (order) => waybillMade(order, waybill(trackingUrl), deps.now())),
      );
    },
    async carrierSays(number, word, message) {
      const { id } = await orderOf(number);
      const news = { word, message: message ?? null, at: deps.now() };
      await transact(deps, caller, (tx) => hearCarrier(deps, tx, caller, id, news));
    },
    async providerIs(reached) {
      const state = reached === 'paused' ? 'paused' : 'active';
      const baseUrl = reached === 'silent' ? 'http://127.0.0.1:1' : null;
      await sql`update provider set state = ${state}, own = ${baseUrl === null}, base_url = ${baseUrl} where id = ${provider.id}`.execute(database.db); // prettier-ignore
    },
    async carrierIs(state) {
      await sql`update carrier set state = ${state} where id = ${carrier.id}`.execute(database.db);
    },
    close: () => house.close(),
  };
}
