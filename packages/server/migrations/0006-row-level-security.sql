-- The database itself keeps the tenants apart, under the account that every query names.
-- A connection says whose rows it may touch: waybill.account_id is an account's id, or `house` for our own work across
-- accounts (relay, sender, housekeeping, migrations). A connection that says nothing sees nothing.

-- Every later table with an account has to pass through here. FORCE, because our own role owns the tables.
-- As a CASE the planner takes it for a coin's toss. As an OR of comparisons it takes it for one row in a hundred, and
-- reads and sorts the queues as a whole instead of stepping into their indexes.
create function keep_tenants_apart(relation regclass, owner_column text default 'account_id') returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security, force row level security', relation);
  execute format(
    'create policy tenant on %s using (case current_setting(''waybill.account_id'', true)
      when ''house'' then true else current_setting(''waybill.account_id'', true) = %I::text end)',
    relation, owner_column
  );
end $$;

select keep_tenants_apart('account', 'id');
select keep_tenants_apart(name::regclass) from unnest(array[
  'credential', 'session', 'idempotency_key',
  'hub', 'tracker', 'vehicle', 'courier', 'driver', 'position',
  'trip', 'delivery', 'package', 'item', 'stop', 'proof', 'proof_file',
  'event', 'outbox', 'webhook_endpoint', 'webhook_message', 'webhook_attempt'
]) as name;

-- Who signs in is not known before these two have answered: they look across accounts, whatever the connection says.
-- What they set ends with them; after an error it ends with the transaction.

create function find_sign_in(in_dialect text, in_lookup text)
returns table (
  id uuid, name text, currency char(3), time_zone text, trips_made integer, settings jsonb, created_at timestamptz,
  credential_id uuid, label text, password_hash text
) language plpgsql as $$
#variable_conflict use_column
declare
  before text := current_setting('waybill.account_id', true);
begin
  perform set_config('waybill.account_id', 'house', true);
  return query
    select a.*, c.id, c.label, c.password_hash
    from credential c join account a on a.id = c.account_id
    where c.dialect = in_dialect and c.lookup = in_lookup and c.revoked_at is null;
  perform set_config('waybill.account_id', coalesce(before, ''), true);
end $$;

create function find_live_session(in_token_hash bytea, in_now timestamptz)
returns table (
  id uuid, name text, currency char(3), time_zone text, trips_made integer, settings jsonb, created_at timestamptz,
  session_id uuid, credential_id uuid, secret_hash bytea, expires_at timestamptz, label text
) language plpgsql as $$
#variable_conflict use_column
declare
  before text := current_setting('waybill.account_id', true);
begin
  perform set_config('waybill.account_id', 'house', true);
  return query
    select a.*, s.id, s.credential_id, s.secret_hash, s.expires_at, c.label
    from session s
    join account a on a.id = s.account_id
    join credential c on c.account_id = s.account_id and c.id = s.credential_id
    where s.token_hash = in_token_hash and s.expires_at > in_now and s.revoked_at is null and c.revoked_at is null;
  perform set_config('waybill.account_id', coalesce(before, ''), true);
end $$;
