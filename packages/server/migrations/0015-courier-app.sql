-- The courier's own app: who is on duty with what, who is signed in, and what each phone has reported.

create table courier_duty (
  account_id uuid not null,
  courier_id uuid not null,
  -- the transporter he drives for
  organisation_id uuid,
  vehicle_kind vehicle_kind not null,
  emissions_type text not null default 'ice' check (emissions_type in ('ice', 'ev')),
  marine boolean not null default false,
  -- codes of the squads he belongs to
  squads text[] not null default '{}',
  on_duty_since timestamptz,
  updated_at timestamptz not null default now(),
  primary key (account_id, courier_id),
  foreign key (account_id, courier_id) references courier,
  foreign key (account_id, organisation_id) references organisation
);
select keep_tenants_apart('courier_duty');

create table courier_session (
  account_id uuid not null,
  id uuid not null,
  courier_id uuid not null,
  -- the one he signed in with: revoked, it takes the session along
  credential_id uuid not null,
  token_hash digest not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, courier_id) references courier,
  foreign key (account_id, credential_id) references credential
);
create unique index courier_session_token on courier_session (token_hash);
create index courier_session_expiry on courier_session (expires_at);
select keep_tenants_apart('courier_session');

-- Each action of a phone counts once, however late or often it comes.
create table courier_action (
  account_id uuid not null,
  courier_id uuid not null,
  -- made by the phone
  id uuid not null,
  kind words_40 not null,
  -- the offer, delivery or stop that it is about
  subject_id uuid not null,
  fingerprint digest not null,
  acted_at timestamptz not null,
  received_at timestamptz not null,
  outcome text not null check (outcome in ('done', 'superseded', 'refused')),
  answer jsonb not null,
  primary key (account_id, courier_id, id),
  foreign key (account_id, courier_id) references courier
);
create index courier_action_age on courier_action (received_at);
select keep_tenants_apart('courier_action');

-- the phone's own id of the proof
alter table proof add column client_id uuid;
create unique index proof_client on proof (account_id, delivery_id, client_id) where client_id is not null;

-- Whose phone asks is not known before this has answered: it looks across accounts, whatever the connection says.
create function find_courier_session(in_token_hash bytea, in_now timestamptz)
returns table (
  id uuid, name text, currency char(3), time_zone text, settings jsonb,
  session_id uuid, credential_id uuid, expires_at timestamptz, courier_id uuid, courier_name text
) language plpgsql as $$
#variable_conflict use_column
declare
  before text := current_setting('waybill.account_id', true);
begin
  perform set_config('waybill.account_id', 'house', true);
  return query
    select a.id, a.name, a.currency, a.time_zone, a.settings, s.id, s.credential_id, s.expires_at, c.id, c.name
    from courier_session s
    join account a on a.id = s.account_id
    join courier c on c.account_id = s.account_id and c.id = s.courier_id
    join credential k on k.account_id = s.account_id and k.id = s.credential_id
    where s.token_hash = in_token_hash and s.expires_at > in_now and s.revoked_at is null and k.revoked_at is null;
  perform set_config('waybill.account_id', coalesce(before, ''), true);
end $$;
