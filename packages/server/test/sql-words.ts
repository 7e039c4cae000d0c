/** Words that mean something to whoever makes SQL, a pattern or a path of them. */
export const sqlWords: readonly string[] = [
  `' or '1'='1`,
  `'; drop table delivery; --`,
  `" or ""="`,
  `1) or (select pg_sleep(5)) is null --`,
  `' union select password_hash from credential --`,
  `'||(select version())||'`,
  `%`,
  `_`,
  `\\`,
  `$1`,
  `{"$ne":null}`,
  `$.a ? (@ == "x")`,
  `id; select pg_sleep(5)`,
  `orderNumber desc, (select 1)`,
];
