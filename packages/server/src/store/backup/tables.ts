/** What the database itself says of our tables: so that a new migration needs no word here. */

import type { Client } from 'pg';

export type Table = {
  /** Quoted, ready for a statement. */
  readonly name: string;
  /** What to order by: the same on every machine, whatever its collation. */
  readonly order: string;
};

/** Partitions belong to their parents, and the list of migrations stands in the header. */
export const listTables = async (client: Client): Promise<readonly Table[]> => {
  const { rows } = await client.query<{ name: string; order: string | null }>(`
    select quote_ident(c.relname) as name, (
      select string_agg(quote_ident(a.attname) || case when a.attcollation <> 0 then ' collate "C"' else '' end, ', ' order by k.place)
      from pg_index i, unnest(i.indkey) with ordinality as k (attnum, place)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
      where i.indrelid = c.oid and i.indisprimary
    ) as "order"
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> 'waybill_migration'
    order by c.relname`);
  return rows.map(({ name, order }) => {
    if (order === null) throw new Error(`The table ${name} has no primary key, which a backup needs.`);
    return { name, order };
  });
};

export type ForeignKey = { readonly table: string; readonly name: string; readonly definition: string };

/** Those of partitions follow their parents'. */
export const listForeignKeys = async (client: Client): Promise<readonly ForeignKey[]> => {
  const { rows } = await client.query<ForeignKey>(`
    select quote_ident(c.relname) as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and k.conparentid = 0 and c.relnamespace = 'public'::regnamespace
    order by 1, 2`);
  return rows;
};

/** Days that have a partition of positions, oldest first. */
export const listPositionDays = async (client: Client): Promise<readonly string[]> => {
  const { rows } = await client.query<{ day: string }>(`
    select to_char(to_date(substring(c.relname from 'position_(\\d{8})'), 'YYYYMMDD'), 'YYYY-MM-DD') as day
    from pg_inherits h join pg_class c on c.oid = h.inhrelid
    where h.inhparent = 'position'::regclass and c.relname ~ '^position_\\d{8}$' order by 1`);
  return rows.map(({ day }) => day);
};
