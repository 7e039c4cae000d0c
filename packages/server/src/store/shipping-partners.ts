/** SQL of those who have to do with a shipping order: whose goods it brings, from where, and who carries it. */
import { sql, type Kysely } from 'kysely';
import type { CarrierKind } from '../domain/carrier/carrier.ts';
import type { PickupPoint } from '../domain/provider/provider.ts';
import type { ShippingOrder } from '../domain/shipping-order/shipping-order.ts';
import { toPickupPoint, type PickupRow } from './pickup-point.ts';
import type { DB } from './schema.ts';

/** Whom a change of an order concerns. */
export interface ShippingPartners {
  readonly providerId: string;
  readonly serviceCode: string;
  readonly carrierName: string;
  readonly carrierKind: CarrierKind;
}

/** @throws Error for an order that is not there: its foreign keys hold the rest. */
export async function findPartners(
  db: Kysely<DB>,
  { accountId, serviceId, carrierId }: Pick<ShippingOrder, 'accountId' | 'serviceId' | 'carrierId'>,
): Promise<ShippingPartners> {
  const { rows } = await sql<ShippingPartners>`
    select s.provider_id as "providerId", s.code as "serviceCode", c.name as "carrierName", c.kind as "carrierKind"
    from provider_service s, carrier c
    where s.account_id = ${accountId} and s.id = ${serviceId} and c.account_id = ${accountId} and c.id = ${carrierId}`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error('An order has no service or no carrier.');
  return row;
}

/**
 * Where the goods of a service are fetched.
 * @param code null: the only one that its provider has.
 * @returns null when there is none, or no telling which
 */
export async function findPickupPoint(
  db: Kysely<DB>,
  accountId: string,
  serviceId: string,
  code: string | null,
): Promise<PickupPoint | null> {
  const ofCode = code === null ? sql`` : sql`and p.code = ${code}`;
  const { rows } = await sql<PickupRow>`
    select p.provider_id, p.code, p.name, p.address, p.lat, p.lng, p.phone, p.opens
    from provider_service s
    join pickup_point p on p.account_id = s.account_id and p.provider_id = s.provider_id
    where s.account_id = ${accountId} and s.id = ${serviceId} ${ofCode}
    limit 2`.execute(db);
  const [row] = rows;
  return row && rows.length === 1 ? toPickupPoint(row) : null;
}
