-- Tenants and how their systems sign in. Every later table starts its key with account_id.

create table account (
  id uuid primary key,
  name text not null check (length(name) between 1 and 255),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null,
  -- names trips that nobody named: TRIP-1, TRIP-2, …
  trips_made integer not null default 0 check (trips_made >= 0),
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);

-- One way to sign in. `lookup` finds it: a user name, or the SHA-256 of a key that is random enough to need no salt.
create table credential (
  account_id uuid not null references account,
  id uuid not null,
  dialect text not null check (length(dialect) between 1 and 40),
  label text not null check (length(label) between 1 and 255),
  lookup text not null check (length(lookup) between 1 and 255),
  -- argon2id, only where a person chose the secret
  password_hash text,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (account_id, id)
);
create unique index credential_lookup on credential (dialect, lookup) where revoked_at is null;

-- A signed-in partner: hashes of the pair of tokens that LogiNext hands out.
create table session (
  account_id uuid not null,
  id uuid not null,
  credential_id uuid not null,
  token_hash bytea not null unique check (length(token_hash) = 32),
  secret_hash bytea not null check (length(secret_hash) = 32),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, credential_id) references credential
);
create index session_expiry on session (expires_at);

-- Answers kept for a day, so that a repeated request gets the same bytes and has no second effect.
create table idempotency_key (
  account_id uuid not null references account,
  operation text not null check (length(operation) between 1 and 255),
  key text not null check (length(key) between 1 and 255),
  fingerprint bytea not null check (length(fingerprint) = 32),
  claimed_until timestamptz not null,
  status smallint check (status between 100 and 599),
  content_type text,
  body bytea,
  created_at timestamptz not null default now(),
  primary key (account_id, operation, key),
  check ((status is null) = (body is null))
);
create index idempotency_key_age on idempotency_key (created_at);
