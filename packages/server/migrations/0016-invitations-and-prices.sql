-- People who are asked to join, sessions handed from a sign-in page to a partner, mail on its way, and tables of prices.

create table invitation (
  account_id uuid not null,
  id uuid not null,
  organisation_id uuid not null,
  role text not null check (role in ('OrgAdmin', 'Merchant', 'Operator', 'Driver', 'OrgTransporter')),
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  token_hash digest not null,
  invited_by words_255 not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  member_id uuid,
  primary key (account_id, id),
  foreign key (account_id, organisation_id) references organisation,
  foreign key (account_id, member_id) references member,
  check ((accepted_at is null) = (member_id is null))
);
create unique index invitation_token on invitation (token_hash);
-- a new one takes the place of the one before
create unique index invitation_open on invitation (account_id, email) where accepted_at is null;
create index invitation_expiry on invitation (expires_at);
select keep_tenants_apart('invitation');

create table sso_session (
  account_id uuid not null,
  id uuid not null,
  id_hash digest not null,
  app_id uuid not null,
  member_id uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  -- what it was exchanged for: used twice, it takes this along
  grant_id words_100,
  primary key (account_id, id),
  foreign key (account_id, app_id) references partner_app,
  foreign key (account_id, member_id) references member
);
create unique index sso_session_hash on sso_session (id_hash);
create index sso_session_expiry on sso_session (expires_at);
select keep_tenants_apart('sso_session');

create table mail (
  account_id uuid not null references account,
  id uuid not null,
  recipient text not null check (length(recipient) between 3 and 254),
  subject words_255 not null,
  -- sealed: it holds a link that is a key
  body bytea not null,
  due_at timestamptz not null,
  attempts count_of not null default 0,
  sent_at timestamptz,
  -- why it was given up
  failure words_1000,
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  check (sent_at is null or failure is null)
);
create index mail_due on mail (due_at) where sent_at is null and failure is null;
create index mail_sent on mail (sent_at) where sent_at is not null;
create index mail_failed on mail (created_at) where failure is not null;
select keep_tenants_apart('mail');

-- What an account asks for instead of our own prices, in hundred-thousandths of the currency's main unit.
create table price_table (
  account_id uuid not null references account,
  service_type vehicle_kind not null,
  currency currency_code not null,
  base_fee amount_of not null,
  fee_per_km amount_of not null,
  minimum_fee amount_of not null,
  extra_stop_fee amount_of not null,
  primary key (account_id, service_type)
);
select keep_tenants_apart('price_table');

-- Whose these are is not known before they have answered: they look across accounts, whatever the connection says. What
-- is over or used is found too: whoever asks has to know.

create function find_invitation(in_token_hash bytea) returns setof invitation language plpgsql as $$
declare
  before text := current_setting('waybill.account_id', true);
begin
  perform set_config('waybill.account_id', 'house', true);
  return query select * from invitation where token_hash = in_token_hash;
  perform set_config('waybill.account_id', coalesce(before, ''), true);
end $$;

create function find_sso_session(in_id_hash bytea) returns setof sso_session language plpgsql as $$
declare
  before text := current_setting('waybill.account_id', true);
begin
  perform set_config('waybill.account_id', 'house', true);
  return query select * from sso_session where id_hash = in_id_hash;
  perform set_config('waybill.account_id', coalesce(before, ''), true);
end $$;
