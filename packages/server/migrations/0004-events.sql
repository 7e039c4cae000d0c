-- Facts, and the webhooks that carry them out of the house.

-- Append-only: one fact about one aggregate, written with the change that it reports.
create table event (
  account_id uuid not null references account,
  id uuid not null,
  aggregate text not null check (aggregate in ('delivery', 'trip', 'courier', 'hub', 'vehicle', 'tracker', 'webhook_endpoint')),
  aggregate_id uuid not null,
  sequence integer not null check (sequence > 0),
  type text not null check (length(type) between 1 and 80),
  occurred_at timestamptz not null,
  actor text not null check (length(actor) between 1 and 255),
  data jsonb not null,
  primary key (account_id, id),
  unique (account_id, aggregate_id, sequence)
);

-- Events that no relay has turned into messages yet. Rows live for a fraction of a second.
create table outbox (
  account_id uuid not null,
  event_id uuid not null,
  written_at timestamptz not null default now(),
  primary key (account_id, event_id)
);
create index outbox_order on outbox (event_id);

create table webhook_endpoint (
  account_id uuid not null references account,
  id uuid not null,
  dialect text not null check (length(dialect) between 1 and 40),
  url text not null check (length(url) between 1 and 2048),
  -- null: every event of the dialect
  events text[],
  content_type text not null default 'json' check (content_type in ('json', 'xml', 'form')),
  -- AES-256-GCM; plain text is needed to sign
  secret bytea not null,
  previous_secret bytea,
  previous_secret_until timestamptz,
  state text not null default 'enabled' check (state in ('enabled', 'disabled')),
  disabled_reason text,
  failing_since timestamptz,
  last_success_at timestamptz,
  version integer not null default 1 check (version > 0),
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (account_id, id),
  check ((state = 'disabled') = (disabled_reason is not null))
);
create index webhook_endpoint_live on webhook_endpoint (account_id, dialect) where deleted_at is null;

-- One event for one endpoint. The body is frozen when the event is relayed and sent byte for byte on each try.
create table webhook_message (
  account_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  event_id uuid not null,
  ordinal smallint not null,
  -- messages of one aggregate go out in this order
  aggregate_id uuid not null,
  sequence integer not null,
  type text not null,
  content_type text not null,
  body text not null,
  state text not null check (state in ('pending', 'delivered', 'failed', 'dropped')),
  attempts integer not null default 0 check (attempts >= 0),
  -- when it may be tried next; a claim moves it past its lease
  due_at timestamptz not null default now(),
  claimed_by uuid,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  primary key (account_id, id),
  unique (account_id, endpoint_id, event_id, ordinal),
  foreign key (account_id, endpoint_id) references webhook_endpoint,
  foreign key (account_id, event_id) references event
);
create index webhook_message_due on webhook_message (account_id, endpoint_id, due_at) where state = 'pending';
create index webhook_message_order on webhook_message (account_id, endpoint_id, aggregate_id, sequence, ordinal) where state = 'pending';
create index webhook_message_recent on webhook_message (account_id, endpoint_id, id);
create index webhook_message_settled on webhook_message (settled_at) where settled_at is not null;

create table webhook_attempt (
  account_id uuid not null,
  message_id uuid not null,
  number integer not null check (number > 0),
  started_at timestamptz not null,
  duration_ms integer not null check (duration_ms >= 0),
  status smallint,
  error text,
  response_excerpt text,
  primary key (account_id, message_id, number),
  foreign key (account_id, message_id) references webhook_message on delete cascade
);
