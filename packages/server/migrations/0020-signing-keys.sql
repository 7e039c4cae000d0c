-- Secrets that sign bodies: both sides have them, so they are read again and not only compared.

create table signing_key (
  account_id uuid not null,
  credential_id uuid not null,
  scheme text not null check (scheme in ('hmac-sha256-sorted', 'md5-concat')),
  sealed_secret bytea not null,
  -- whole bodies may be encrypted beside being signed
  sealed_encryption_key bytea,
  encryption_required boolean not null default false,
  primary key (account_id, credential_id),
  foreign key (account_id, credential_id) references credential,
  check (not encryption_required or sealed_encryption_key is not null)
);
select keep_tenants_apart('signing_key');

-- Nonces of encrypted bodies: a body that comes again is refused, for as long as its key lives.
create table used_nonce (
  account_id uuid not null,
  credential_id uuid not null,
  nonce bytea not null check (length(nonce) = 12),
  used_at timestamptz not null default now(),
  primary key (account_id, credential_id, nonce),
  foreign key (account_id, credential_id) references credential
);
select keep_tenants_apart('used_nonce');

-- Whose a key is is not known before this has answered: it looks across accounts, whatever the connection says.
-- Without a lookup it gives all keys of the dialect, for requests that name no key. Columns of account are listed one by
-- one, so that it may get others.
create function find_signing_keys(in_dialect text, in_lookup text)
returns table (
  id uuid, name text, currency char(3), time_zone text, settings jsonb, credential_id uuid, label text,
  scheme text, sealed_secret bytea, sealed_encryption_key bytea, encryption_required boolean
) language plpgsql as $$
#variable_conflict use_column
declare
  before text := current_setting('waybill.account_id', true);
begin
  perform set_config('waybill.account_id', 'house', true);
  return query
    select a.id, a.name, a.currency, a.time_zone, a.settings, c.id, c.label,
      k.scheme, k.sealed_secret, k.sealed_encryption_key, k.encryption_required
    from credential c
    join signing_key k on k.account_id = c.account_id and k.credential_id = c.id
    join account a on a.id = c.account_id
    where c.dialect = in_dialect and (in_lookup is null or c.lookup = in_lookup) and c.revoked_at is null
    order by c.id;
  perform set_config('waybill.account_id', coalesce(before, ''), true);
end $$;
