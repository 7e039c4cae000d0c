-- What the authorization server keeps: grants, and the codes, tokens and sessions that hang on them. Ids that are keys are
-- kept as SHA-256, what is behind them is sealed.

create table oauth_grant (
  account_id uuid not null references account,
  id words_100 not null,
  app_id uuid not null,
  member_id uuid not null,
  payload bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- stays: whatever the grant gave is dead, and so is what would be written a moment later
  revoked_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, app_id) references partner_app,
  foreign key (account_id, member_id) references member
);
create unique index oauth_grant_id on oauth_grant (id);
create index oauth_grant_app on oauth_grant (account_id, app_id) where revoked_at is null;
create index oauth_grant_member on oauth_grant (account_id, member_id) where revoked_at is null;
create index oauth_grant_expiry on oauth_grant (expires_at);
create index oauth_grant_revoked on oauth_grant (revoked_at) where revoked_at is not null;
select keep_tenants_apart('oauth_grant');

create table oauth_entry (
  account_id uuid not null references account,
  kind text not null check (kind in ('Session', 'Interaction', 'AuthorizationCode', 'AccessToken', 'RefreshToken')),
  id_hash digest not null,
  grant_id words_100,
  uid_hash digest,
  scope words_255,
  payload bytea not null,
  consumed_at timestamptz,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (account_id, kind, id_hash),
  foreign key (account_id, grant_id) references oauth_grant on delete cascade,
  check ((grant_id is null) = (kind in ('Session', 'Interaction')))
);
create unique index oauth_entry_id on oauth_entry (kind, id_hash);
create unique index oauth_entry_uid on oauth_entry (uid_hash) where uid_hash is not null;
create index oauth_entry_grant on oauth_entry (account_id, grant_id) where grant_id is not null;
create index oauth_entry_expiry on oauth_entry (expires_at);
select keep_tenants_apart('oauth_entry');

-- Whose these are is not known before they have answered: they look across accounts, whatever the connection says.

-- One that has expired or was used is found too: whoever asks has to know.
create function find_oauth_entry(in_kind text, in_id_hash bytea)
returns table (account_id uuid, payload bytea, consumed_at timestamptz) language plpgsql as $$
#variable_conflict use_column
declare
  before text := current_setting('waybill.account_id', true);
begin
  perform set_config('waybill.account_id', 'house', true);
  return query
    select e.account_id, e.payload, e.consumed_at
    from oauth_entry e left join oauth_grant g on g.account_id = e.account_id and g.id = e.grant_id
    where e.kind = in_kind and e.id_hash = in_id_hash and g.revoked_at is null;
  perform set_config('waybill.account_id', coalesce(before, ''), true);
end $$;

create function find_oauth_session(in_uid_hash bytea)
returns table (account_id uuid, payload bytea, consumed_at timestamptz) language plpgsql as $$
#variable_conflict use_column
declare
  before text := current_setting('waybill.account_id', true);
begin
  perform set_config('waybill.account_id', 'house', true);
  return query
    select e.account_id, e.payload, e.consumed_at from oauth_entry e
    where e.kind = 'Session' and e.uid_hash = in_uid_hash;
  perform set_config('waybill.account_id', coalesce(before, ''), true);
end $$;

create function find_oauth_grant(in_id text)
returns table (account_id uuid, payload bytea) language plpgsql as $$
#variable_conflict use_column
declare
  before text := current_setting('waybill.account_id', true);
begin
  perform set_config('waybill.account_id', 'house', true);
  return query select g.account_id, g.payload from oauth_grant g where g.id = in_id and g.revoked_at is null;
  perform set_config('waybill.account_id', coalesce(before, ''), true);
end $$;

-- Who sends a request with this access token: the one query of a bearer.
create function find_bearer(in_token_hash bytea, in_now timestamptz)
returns table (
  id uuid, name text, currency char(3), time_zone text, settings jsonb,
  grant_id text, scope text, expires_at timestamptz,
  app_id uuid, app_name text, platform_id uuid, platform_organisation_id uuid, platform_is_home boolean,
  member_id uuid, email text, member_name text, roles text[], organisation_id uuid, business_name text
) language plpgsql as $$
#variable_conflict use_column
declare
  before text := current_setting('waybill.account_id', true);
begin
  perform set_config('waybill.account_id', 'house', true);
  return query
    select a.id, a.name, a.currency, a.time_zone, a.settings,
      g.id::text, e.scope::text, e.expires_at,
      p.id, p.name::text, p.platform_id, f.organisation_id, f.is_home,
      m.id, m.email, m.name::text, m.roles, o.id, o.business_name::text
    from oauth_entry e
    join oauth_grant g on g.account_id = e.account_id and g.id = e.grant_id
    join partner_app p on p.account_id = g.account_id and p.id = g.app_id
    join member m on m.account_id = g.account_id and m.id = g.member_id
    join organisation o on o.account_id = m.account_id and o.id = m.organisation_id
    join account a on a.id = e.account_id
    left join platform f on f.account_id = p.account_id and f.id = p.platform_id
    where e.kind = 'AccessToken' and e.id_hash = in_token_hash and e.expires_at > in_now
      and g.revoked_at is null and p.revoked_at is null and m.disabled_at is null;
  perform set_config('waybill.account_id', coalesce(before, ''), true);
end $$;
