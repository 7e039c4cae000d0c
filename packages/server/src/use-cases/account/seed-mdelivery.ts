/** Gives the sandbox both sides of MDelivery: a service with an order to ask for, and a hub that has it registered. */
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { blankPlace } from '../../domain/delivery/blank-place.ts';
import type { DeliveryDraft, Place } from '../../domain/delivery/delivery.ts';
import { providerCurrency } from '../../domain/provider/provider.ts';
import { leftUnsaid } from '../../domain/task/task-draft.ts';
import { sha256 } from '../../lib/hash.ts';
import { findAccount } from '../../store/account.ts';
import { insertCarrier } from '../../store/carrier.ts';
import { insertCredential } from '../../store/credential.ts';
import { savePickupPoints } from '../../store/pickup-point.ts';
import { insertProvider } from '../../store/provider.ts';
import { insertProviderService } from '../../store/provider-service.ts';
import { findPublicOrder } from '../../store/public-order.ts';
import { findServiceByCode, insertService, saveGrants } from '../../store/public-service.ts';
import { lockForSeed } from '../../store/sandbox.ts';
import type { DB } from '../../store/schema.ts';
import type { Deps } from '../deps.ts';
import { sealSecret } from '../provider/open-secret.ts';
import { createPublicOrder, type NewPublicOrder } from '../public-order/public-orders.ts';
import { sandboxDelivery } from './sandbox-delivery.ts';
import { sandboxId } from './seed-sandbox.ts';

const dayMs = 86_400_000;
const currency = providerCurrency;
const { token, service, order } = sandboxDelivery;
/** Of the service. */
const name = 'Acte de stare civilă';

const pickupPoint = {
  code: 'MAIN',
  name: 'Oficiul central',
  address: { apartment: null, street: 'Piața Marii Adunări Naționale 1', landmark: null, locality: null, city: 'Chișinău', state: null, country: 'MD', postalCode: 'MD-2033' },
  position: { lat: 47.0245, lng: 28.8323 },
  phone: '+37322820000',
  opens: [],
} as const; // prettier-ignore

const goods = {
  description: 'Duplicat al unui act de stare civilă',
  price: 5000,
  quantity: 1,
  weightGrams: 250,
} as const;
const receiver = { type: 'Person', id: '2000000000000', name: 'Popescu', firstName: 'Ion', email: 'ion.popescu@example.com', phone: '+37360000000' } as const; // prettier-ignore

/** What is there stays as it is; what was revoked does not come back. */
export async function seedMDelivery(deps: Deps): Promise<void> {
  await deps.db.house.transaction().execute(async (tx) => {
    // of two processes that start at once, one makes it
    await lockForSeed(tx, sandboxId);
    if (await findServiceByCode(tx, sandboxId, service)) return;
    // a cursor belongs to a credential: what our own hub has heard, whoever tries things out must still hear
    const hubToken = randomBytes(32).toString('base64url');
    await insertProviderSide(deps, tx, { 'Sandbox MDelivery': token, 'Sandbox hub': hubToken });
    await insertHubSide(deps, tx, hubToken);
  });
  await seedOrder(deps);
}

/** @param tokens by the label of their credentials. */
async function insertProviderSide(
  { newId, now }: Deps,
  tx: Kysely<DB>,
  tokens: Readonly<Record<string, string>>,
): Promise<void> {
  const id = newId();
  await insertService(tx, { accountId: sandboxId, id, code: service, name, currency, createdAt: now() });
  const granted: string[] = [];
  for (const [label, secret] of Object.entries(tokens)) {
    const credentialId = newId();
    const lookup = sha256(secret).toString('hex');
    await insertCredential(tx, { accountId: sandboxId, id: credentialId, dialect: 'mdelivery', label, lookup, passwordHash: null }); // prettier-ignore
    granted.push(credentialId);
  }
  await saveGrants(tx, sandboxId, id, granted);
}

/** Its only provider is this server's own provider side. */
async function insertHubSide(deps: Deps, tx: Kysely<DB>, hubToken: string): Promise<void> {
  const times = { createdAt: deps.now(), updatedAt: deps.now() };
  const base = { accountId: sandboxId, version: 1, state: 'active', ...times } as const;
  const provider = { ...base, id: deps.newId(), code: service, name: 'Sandbox provider', idno: null, baseUrl: null, own: true, auth: 'bearer', trustedCa: null, returnOrigins: [] } as const; // prettier-ignore
  await insertProvider(tx, provider, sealSecret(deps, { kind: 'bearer', token: hubToken }));
  await insertProviderService(tx, {
    accountId: sandboxId,
    id: deps.newId(),
    providerId: provider.id,
    code: service,
    name,
    addDelivery: true,
    redirectToMpay: true,
    identify: 'none',
  });
  const at = { accountId: sandboxId, providerId: provider.id };
  await savePickupPoints(tx, at, [{ ...pickupPoint, providerId: provider.id }]);
  const prices = { base: 3000, perKg: 500, perKm: 200, minimum: 0, daysMin: 1, daysMax: 3, areas: null };
  await insertCarrier(tx, { ...base, id: deps.newId(), code: 'fleet', name: 'Waybill Fleet', kind: 'fleet', baseUrl: null, prices }, null); // prettier-ignore
}

async function seedOrder(deps: Deps): Promise<void> {
  await deps.db.house.transaction().execute(async (tx) => {
    // of two processes that start at once, the second one waits and finds it
    await lockForSeed(tx, sandboxId);
    const account = await findAccount(tx, sandboxId);
    const sold = await findServiceByCode(tx, sandboxId, service);
    if (!account || !sold || (await findPublicOrder(tx, { accountId: sandboxId, serviceId: sold.id }, order))) return;
    const caller = { accountId: sandboxId, actor: 'sandbox', credentialId: null };
    await createPublicOrder(deps, { account, caller }, delivery(deps.now()), 'draft', publicOrder(deps.now()));
  });
}

/** It may be added to a delivery for ten years, and is ready the day after tomorrow. */
function publicOrder(now: Date): NewPublicOrder {
  const after = (days: number) => new Date(now.getTime() + days * dayMs);
  const box = { lengthMm: 200, widthMm: 150, heightMm: 50 };
  return {
    serviceCode: service,
    orderId: order,
    isPaid: false,
    message: null,
    receiver,
    pickupPointCode: pickupPoint.code,
    submittedAt: now,
    acceptedUntil: after(3653),
    readyAt: after(2),
    products: [{ ...goods, ...box, currency, code: null, holder: null }],
  };
}

/** Where it goes the receiver says later. */
function delivery(now: Date): DeliveryDraft {
  const { address, position, phone } = pickupPoint;
  const unknown = { ...address, street: null, postalCode: null };
  const dropoff: Place = { ...blankPlace, customerName: `${receiver.firstName} ${receiver.name}`, phone: receiver.phone, address: unknown }; // prettier-ignore
  const item = { code: '1', name: goods.description, price: goods.price, quantity: goods.quantity, weightGrams: goods.weightGrams, deliveredQuantity: null, type: null }; // prettier-ignore
  return {
    ...leftUnsaid,
    orderNumber: order,
    waybillNumber: null,
    service: null,
    orderedAt: now,
    currency,
    weightGrams: goods.weightGrams,
    pickup: { ...blankPlace, customerName: pickupPoint.name, phone, address, position },
    dropoff,
    packages: [{ code: '1', type: null, amount: null, units: 1, state: 'expected', loadedUnits: 0, unloadedUnits: 0, items: [item] }], // prettier-ignore
  };
}
