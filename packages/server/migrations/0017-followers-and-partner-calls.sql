-- What follows an event inside the house, calls to partners' systems that wait until they are answered, and how those
-- systems have answered lately.

alter domain aggregate_kind drop constraint aggregate_kind_check;
alter domain aggregate_kind add constraint aggregate_kind_check check (value in (
  'delivery', 'trip', 'courier', 'hub', 'vehicle', 'tracker', 'route_plan', 'webhook_endpoint', 'shipping_order',
  'provider'
));

-- One event for one follower. The row goes in the transaction in which the follower has done its work.
create table follow_up (
  account_id uuid not null,
  follower words_40 not null,
  event_id uuid not null,
  -- those of one aggregate are followed in this order
  aggregate_id uuid not null,
  sequence row_version not null,
  attempts count_of not null default 0,
  -- when it may be tried next
  due_at timestamptz not null default now(),
  -- given up: it stays for a person to look at, and no longer holds up those behind it
  parked_at timestamptz,
  error words_1000,
  primary key (account_id, follower, event_id),
  foreign key (account_id, event_id) references event,
  check (parked_at is null or error is not null)
);
create index follow_up_due on follow_up (due_at) where parked_at is null;
create index follow_up_order on follow_up (account_id, follower, aggregate_id, sequence) where parked_at is null;
create index follow_up_parked on follow_up (account_id, parked_at) where parked_at is not null;
select keep_tenants_apart('follow_up');

create table partner_call (
  account_id uuid not null references account,
  id uuid not null,
  -- who makes the call: mdelivery.provider, carrier.http, …
  connector words_40 not null,
  -- whom it goes to, in the connector's own table
  partner_id uuid not null,
  -- calls of one aggregate by one connector are made in this order
  aggregate_id uuid not null,
  sequence row_version not null,
  operation words_40 not null,
  -- in the core's words; written for the wire at each try
  content jsonb not null,
  state text not null check (state in ('waiting', 'acknowledged', 'refused', 'superseded')),
  attempts count_of not null default 0,
  due_at timestamptz not null default now(),
  claimed_by uuid,
  lease_until timestamptz,
  -- of the last try
  status smallint,
  error words_1000,
  answer jsonb,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  primary key (account_id, id),
  unique (account_id, connector, aggregate_id, sequence, operation),
  check ((state = 'waiting') = (settled_at is null)),
  check ((claimed_by is null) = (lease_until is null))
);
create index partner_call_due on partner_call (due_at) where state = 'waiting';
create index partner_call_order on partner_call (account_id, connector, aggregate_id, sequence) where state = 'waiting';
create index partner_call_settled on partner_call (settled_at) where settled_at is not null;
select keep_tenants_apart('partner_call');

-- The breaker of each partner, one for all processes.
create table partner_health (
  account_id uuid not null references account,
  connector words_40 not null,
  partner_id uuid not null,
  -- without a success between them
  failures count_of not null default 0,
  -- until then nobody calls, but for one probe
  open_until timestamptz,
  last_success_at timestamptz,
  last_failure words_1000,
  updated_at timestamptz not null default now(),
  primary key (account_id, connector, partner_id)
);
select keep_tenants_apart('partner_health');
