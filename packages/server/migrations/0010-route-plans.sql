-- Plans of routes: asked for, worked on by one process at a time under a lease, and kept with their result.

alter domain aggregate_kind drop constraint aggregate_kind_check;
alter domain aggregate_kind add constraint aggregate_kind_check check (value in (
  'delivery', 'trip', 'courier', 'hub', 'vehicle', 'tracker', 'route_plan', 'webhook_endpoint'
));

create table route_plan (
  account_id uuid not null references account,
  id uuid not null,
  version row_version not null,
  -- who made it: an answer to a problem that was sent whole, or trips for deliveries of ours
  kind text not null check (kind in ('problem', 'deliveries')),
  name words_255 not null,
  state text not null check (state in ('waiting', 'running', 'finished', 'failed', 'cancelled')),
  request jsonb not null,
  -- what the planner last said of its search
  progress jsonb,
  result jsonb,
  failure words_1000,
  attempts count_of not null,
  claimed_by uuid,
  lease_until timestamptz,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  updated_at timestamptz not null default now(),
  primary key (account_id, id),
  check ((state = 'running') = (claimed_by is not null) and (claimed_by is null) = (lease_until is null)),
  check ((state in ('finished', 'failed', 'cancelled')) = (ended_at is not null))
);
create index route_plan_open on route_plan (created_at, id) where state in ('waiting', 'running');
create index route_plan_ended on route_plan (ended_at) where ended_at is not null;
select keep_tenants_apart('route_plan');

-- Planning asks which couriers have a trip before them.
create index trip_ahead on trip (account_id, courier_id) where state in ('planned', 'started');
