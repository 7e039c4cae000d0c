/** SQL of how endpoints fare: who listens, who answers, who is switched off. It serves all accounts at once. */
import { sql, type Kysely } from 'kysely';
import { json } from './json.ts';
import type { DB } from './schema.ts';
import type { SigningScheme } from './signing-key.ts';
import type { ContentType } from './webhook-endpoint.ts';

/** What the relay needs of an endpoint. */
export interface Listener {
  readonly accountId: string;
  readonly id: string;
  readonly dialect: string;
  readonly url: string;
  readonly events: readonly string[] | null;
  readonly contentType: ContentType;
  /** The app whose tasks it hears of; null: it hears of everything. */
  readonly audience: string | null;
  /** The account's newest key in the dialect, for dialects that sign what they send in words of their own. */
  readonly signing: { readonly scheme: SigningScheme; readonly sealedSecret: Buffer } | null;
}

type ListenerRow = Omit<Listener, 'signing'> & {
  readonly scheme: SigningScheme | null;
  readonly sealedSecret: Buffer | null;
};

/** Every endpoint of the accounts, disabled ones too: their messages wait. */
export async function findListeners(db: Kysely<DB>, accountIds: readonly string[]): Promise<Listener[]> {
  const { rows } = await sql<ListenerRow>`
    select e.account_id as "accountId", e.id, e.dialect, e.url, e.events, e.content_type as "contentType", e.audience,
      k.scheme, k.sealed_secret as "sealedSecret"
    from webhook_endpoint e
    left join lateral (
      select k.scheme, k.sealed_secret from signing_key k
      join credential c on c.account_id = k.account_id and c.id = k.credential_id
      where k.account_id = e.account_id and c.dialect = e.dialect and c.revoked_at is null
      order by k.credential_id desc limit 1
    ) k on true
    where e.account_id = any(${accountIds}::uuid[]) and e.deleted_at is null
    order by e.account_id, e.id`.execute(db);
  return rows.map(({ scheme, sealedSecret, ...listener }) => ({
    ...listener,
    signing: scheme && sealedSecret && { scheme, sealedSecret },
  }));
}

/** What a batch of tries says of one endpoint. */
export interface Health {
  readonly accountId: string;
  readonly endpointId: string;
  /** At least one try of the batch succeeded. */
  readonly succeeded: boolean;
  /** The last try of the batch failed. */
  readonly failing: boolean;
}

export interface Patient {
  readonly accountId: string;
  readonly endpointId: string;
  readonly failingForSeconds: number;
}

/**
 * Keeps since when each endpoint fails. A busy endpoint's last success is kept to the second, so that its row is not
 * written for each message.
 * @returns the endpoints that fail now.
 */
export async function recordHealth(tx: Kysely<DB>, health: readonly Health[]): Promise<Patient[]> {
  const { rows } = await sql<Patient>`
    with news as (
      select e.account_id, e.id, n.succeeded, n.failing
      from jsonb_to_recordset(${json(health)})
        as n ("accountId" uuid, "endpointId" uuid, succeeded boolean, failing boolean)
      join webhook_endpoint e on e.account_id = n."accountId" and e.id = n."endpointId"
      where n.failing or e.failing_since is not null or e.last_success_at is null
        or e.last_success_at < now() - interval '1 second'
      order by e.account_id, e.id
      for no key update of e
    ), told as (
      update webhook_endpoint e
      set last_success_at = case when news.succeeded then now() else e.last_success_at end,
        failing_since = case
          when not news.failing then null
          when news.succeeded then now()
          else coalesce(e.failing_since, now())
        end
      from news where e.account_id = news.account_id and e.id = news.id
      returning e.account_id, e.id, e.failing_since
    )
    select account_id as "accountId", id as "endpointId",
      extract(epoch from now() - failing_since)::float8 as "failingForSeconds"
    from told where failing_since is not null`.execute(tx);
  return rows;
}

export interface Disabled {
  readonly accountId: string;
  readonly id: string;
  readonly url: string;
  readonly version: number;
}

/** Switches an endpoint off. @returns null when it was off already. */
export async function disableEndpoint(
  tx: Kysely<DB>,
  accountId: string,
  id: string,
  reason: string,
): Promise<Disabled | null> {
  const { rows } = await sql<Disabled>`
    update webhook_endpoint
    set state = 'disabled', disabled_reason = ${reason}, version = version + 1
    where account_id = ${accountId} and id = ${id} and state = 'enabled' and deleted_at is null
    returning account_id as "accountId", id, url, version`.execute(tx);
  return rows[0] ?? null;
}
