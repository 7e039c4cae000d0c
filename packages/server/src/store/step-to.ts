/** Steps to one row by its key. */
import { sql, type RawBuilder } from 'kysely';

/**
 * The row of a table whose key is the account and `column`, stepped to through the index of that key: a plain comparison
 * leaves the planner free to take another index that begins with the account, and it does while it believes that the
 * account has next to nothing.
 * @param account @param value expressions of the statement around; all four are our own words, never anybody's input
 */
export function stepTo(table: string, column: string, account: string, value: string): RawBuilder<unknown> {
  return sql.raw(`(
    select one.* from (
      select * from ${table} where (account_id, ${column}) >= (${account}, ${value})
      order by account_id, ${column} limit 1
    ) one where one.account_id = ${account} and one.${column} = ${value}
  )`);
}
