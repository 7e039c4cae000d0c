/** One row in each table of partners, tasks, the courier's app, mail and prices, under one id of our own. */
import { sql, type Kysely } from 'kysely';
import { newId } from '../src/lib/new-id.ts';
import type { DB } from '../src/store/schema.ts';
import type { Resident } from './mounted-house.ts';

/**
 * @param db of the house.
 * @returns the id of all of them, and the hash of what is a key.
 */
export async function addPartner(
  db: Kysely<DB>,
  { tenant, ids }: Pick<Resident, 'tenant' | 'ids'>,
): Promise<{ readonly id: string; readonly hash: Buffer }> {
  const account = tenant.account.id;
  const id = newId();
  const hash = Buffer.from(id.replaceAll('-', '').repeat(2), 'hex');
  const { couriers: courier, free: delivery, credentials: credential } = ids;
  const rows = [
    sql`insert into organisation (account_id, id, version, business_name) values (${account}, ${id}, 1, 'Own')`,
    sql`insert into platform (account_id, id, name, organisation_id) values (${account}, ${id}, 'P', ${id})`,
    sql`insert into organisation_role (account_id, id, organisation_id, name) values (${account}, ${id}, ${id}, 'Merchant')`,
    sql`insert into member (account_id, id, version, organisation_id, email, name, password_hash, roles)
      values (${account}, ${id}, 1, ${id}, 'a@b.c', 'M', 'x', '{Merchant}')`,
    sql`insert into partner_app (account_id, id, version, name, client_key, redirect_urls, platform_id, updated_by)
      values (${account}, ${id}, 1, 'A', ${`key-${id}`}, '{http://localhost/}', ${id}, 'x')`,
    sql`insert into oauth_grant (account_id, id, app_id, member_id, payload, expires_at)
      values (${account}, ${id}, ${id}, ${id}, 'x', now() + interval '1 hour')`,
    sql`insert into oauth_entry (account_id, kind, id_hash, grant_id, scope, payload, expires_at)
      values (${account}, 'AccessToken', ${hash}, ${id}, 'tasks', 'x', now() + interval '1 hour')`,
    sql`insert into oauth_entry (account_id, kind, id_hash, uid_hash, payload, expires_at)
      values (${account}, 'Session', ${hash}, ${hash}, 'x', now() + interval '1 hour')`,
    sql`insert into task (account_id, delivery_id, organisation_id, app_id, creation_group, is_urgent, price, currency,
        broadcast_preference, vehicle_preference, attributes)
      values (${account}, ${delivery}, ${id}, ${id}, ${id}, false, 200000, 'SGD', 'squad', 'ltl', '{}')`,
    sql`insert into offer (account_id, id, delivery_id, preference, squad_of, vehicle_kind, price, currency, opened_at)
      values (${account}, ${id}, ${delivery}, 'squad', ${id}, 'ltl', 200000, 'SGD', now())`,
    sql`insert into offer_refusal (account_id, offer_id, courier_id, refused_at) values (${account}, ${id}, ${courier}, now())`,
    sql`insert into courier_duty (account_id, courier_id, organisation_id, vehicle_kind)
      values (${account}, ${courier}, ${id}, 'van_1.7m')`,
    sql`insert into courier_session (account_id, id, courier_id, credential_id, token_hash, expires_at)
      values (${account}, ${id}, ${courier}, ${credential}, ${hash}, now() + interval '1 hour')`,
    sql`insert into courier_action
        (account_id, courier_id, id, kind, subject_id, fingerprint, acted_at, received_at, outcome, answer)
      values (${account}, ${courier}, ${id}, 'accept', ${id}, ${hash}, now(), now(), 'done', '{}')`,
    sql`insert into invitation
        (account_id, id, organisation_id, role, email, token_hash, invited_by, created_at, expires_at)
      values (${account}, ${id}, ${id}, 'Merchant', 'a@b.c', ${hash}, 'x', now(), now())`,
    sql`insert into sso_session (account_id, id, id_hash, app_id, member_id, expires_at)
      values (${account}, ${id}, ${hash}, ${id}, ${id}, now())`,
    sql`insert into mail (account_id, id, recipient, subject, body, due_at) values (${account}, ${id}, 'a@b.c', 'x', 'x', now())`,
    sql`insert into price_table
        (account_id, service_type, currency, base_fee, fee_per_km, minimum_fee, extra_stop_fee)
      values (${account}, 'car', 'SGD', 1, 1, 1, 1)`,
  ];
  for (const row of rows) await row.execute(db);
  return { id, hash };
}
