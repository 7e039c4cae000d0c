-- Platforms, the organisations they look after, the people in them, and the apps that act for those people.

create table organisation (
  account_id uuid not null references account,
  id uuid not null,
  version row_version not null,
  business_name words_100 not null check (business_name ~ '^[A-Za-z0-9 _-]+$' and business_name ~ '[A-Za-z0-9]'),
  -- who looks after it; null: a platform's own
  platform_id uuid,
  squad_code words_40,
  is_qa boolean not null default false,
  -- squad_price, min_price, max_price, price_table, fleet_types: shown as they are kept
  details jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, id)
);
create unique index organisation_name on organisation (account_id, lower(business_name));
create index organisation_platform on organisation (account_id, platform_id, id);
select keep_tenants_apart('organisation');

create table platform (
  account_id uuid not null references account,
  id uuid not null,
  name words_100 not null,
  -- its own
  organisation_id uuid not null,
  -- deliveries of other dialects show here
  is_home boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, organisation_id),
  foreign key (account_id, organisation_id) references organisation
);
create unique index platform_home on platform (account_id) where is_home;
select keep_tenants_apart('platform');
alter table organisation add foreign key (account_id, platform_id) references platform;

create table organisation_role (
  account_id uuid not null,
  id uuid not null,
  organisation_id uuid not null,
  name text not null check (name in ('OrgAdmin', 'Merchant', 'Operator', 'Driver', 'OrgTransporter')),
  primary key (account_id, id),
  unique (account_id, organisation_id, name),
  foreign key (account_id, organisation_id) references organisation
);
select keep_tenants_apart('organisation_role');

create table member (
  account_id uuid not null references account,
  id uuid not null,
  version row_version not null,
  organisation_id uuid not null,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  name words_255 not null,
  -- argon2id
  password_hash text not null,
  roles text[] not null check (
    cardinality(roles) > 0 and roles <@ array['OrgAdmin', 'Merchant', 'Operator', 'Driver', 'OrgTransporter']
  ),
  created_at timestamptz not null default now(),
  disabled_at timestamptz,
  primary key (account_id, id),
  unique (account_id, email),
  foreign key (account_id, organisation_id) references organisation
);
create index member_organisation on member (account_id, organisation_id);
select keep_tenants_apart('member');

create table partner_app (
  account_id uuid not null references account,
  id uuid not null,
  version row_version not null,
  name words_100 not null,
  -- a colon parts it from the secret in a signature
  client_key text not null check (client_key ~ '^[\x21-\x7e]{8,255}$' and client_key !~ ':'),
  -- sealed, for Partner Detail shows it; null: a public client
  secret bytea,
  redirect_urls text[] not null check (cardinality(redirect_urls) between 1 and 20),
  native boolean not null default false,
  platform_id uuid,
  webhook_endpoint_id uuid,
  sso_origin text,
  receive_session_url text,
  updated_by words_255 not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, platform_id) references platform,
  foreign key (account_id, webhook_endpoint_id) references webhook_endpoint,
  check ((sso_origin is null) = (receive_session_url is null))
);
-- over all accounts: the key says who asks
create unique index partner_app_key on partner_app (client_key);
select keep_tenants_apart('partner_app');

-- the app whose tasks it hears of; null: it hears of everything
alter table webhook_endpoint add column audience uuid;
alter table webhook_endpoint add foreign key (account_id, audience) references partner_app;

-- Whose app asks is not known before this has answered: it looks across accounts, whatever the connection says.
create function find_partner_app(in_key text) returns setof partner_app language plpgsql as $$
declare
  before text := current_setting('waybill.account_id', true);
begin
  perform set_config('waybill.account_id', 'house', true);
  return query select * from partner_app where client_key = in_key and revoked_at is null;
  perform set_config('waybill.account_id', coalesce(before, ''), true);
end $$;
