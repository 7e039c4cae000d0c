/** SQL of members: the people who sign in on our pages. */
import type { Kysely } from 'kysely';
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
