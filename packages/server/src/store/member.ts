/** SQL of members: the people who sign in on our pages. */
import { sql, type Kysely } from 'kysely';
import type { Member } from '../domain/partner/member.ts';
import type { DB } from './schema.ts';

export interface StoredMember extends Member {
  readonly passwordHash: string;
}

/** The member with this e-mail address, in lower case, if nobody disabled them. */
export async function findMemberByEmail(
  db: Kysely<DB>,
  accountId: string,
  email: string,
): Promise<StoredMember | null> {
  const row = await select(db, accountId).where('m.email', '=', email).executeTakeFirst();
  return row ?? null;
}

/** The member of an id, if nobody disabled them. */
export async function findMember(db: Kysely<DB>, accountId: string, id: string): Promise<StoredMember | null> {
  const row = await select(db, accountId).where('m.id', '=', id).executeTakeFirst();
  return row ?? null;
}

/** Those of the addresses that belong to a member, a disabled one too. */
export async function knownEmails(
  db: Kysely<DB>,
  accountId: string,
  emails: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ email: string }>`
    select email from member where account_id = ${accountId} and email = any(${[...emails]}::text[])`.execute(db);
  return new Set(rows.map(({ email }) => email));
}

export type NewMember = Omit<StoredMember, 'organisationName'>;

/** @returns false when the account has a member with this address already */
export async function insertMember(tx: Kysely<DB>, one: NewMember): Promise<boolean> {
  const { rows } = await sql`
    insert into member (account_id, id, version, organisation_id, email, name, password_hash, roles)
    values (${one.accountId}, ${one.id}, 1, ${one.organisationId}, ${one.email}, ${one.name}, ${one.passwordHash},
      ${[...one.roles]})
    on conflict (account_id, email) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

function select(db: Kysely<DB>, accountId: string) {
  return db
    .selectFrom('member as m')
    .innerJoin('organisation as o', (join) =>
      join.onRef('o.account_id', '=', 'm.account_id').onRef('o.id', '=', 'm.organisation_id'),
    )
    .select([
      'm.account_id as accountId',
      'm.id',
      'm.organisation_id as organisationId',
      'o.business_name as organisationName',
      'm.email',
      'm.name',
      'm.roles',
      'm.password_hash as passwordHash',
    ])
    .where('m.account_id', '=', accountId)
    .where('m.disabled_at', 'is', null);
}
