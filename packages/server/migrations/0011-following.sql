-- What following the trackers of started trips adds: visits of hubs, times at the doors' fences, expected times, and the
-- way driven.

alter table stop
  add column expected_arrival timestamptz,
  add column fence_entered_at timestamptz,
  add column fence_left_at timestamptz,
  add column driven_metres double precision;
alter table trip
  add column expected_end timestamptz,
  add column driven_metres double precision;

-- How far the fixes of a tracker have been followed. Moves on together with all that was concluded from them.
create table tracker_watch (
  account_id uuid not null,
  tracker_id uuid not null,
  -- device time of the newest fix that was followed, and where it was
  seen_at timestamptz not null,
  lat latitude not null,
  lng longitude not null,
  -- fences it is leaving: how many fixes in a row were outside
  leaving jsonb,
  updated_at timestamptz not null default now(),
  primary key (account_id, tracker_id),
  foreign key (account_id, tracker_id) references tracker
);
select keep_tenants_apart('tracker_watch');

create table hub_visit (
  account_id uuid not null,
  id uuid not null,
  hub_id uuid not null,
  tracker_id uuid not null,
  trip_id uuid not null,
  entered_at timestamptz not null,
  entered_lat latitude not null,
  entered_lng longitude not null,
  left_at timestamptz,
  left_lat latitude,
  left_lng longitude,
  primary key (account_id, id),
  foreign key (account_id, hub_id) references hub,
  foreign key (account_id, tracker_id) references tracker,
  foreign key (account_id, trip_id) references trip,
  check (left_at >= entered_at),
  check ((left_at is null) = (left_lat is null) and (left_lat is null) = (left_lng is null))
);
-- a tracker is in a hub once
create unique index hub_visit_open on hub_visit (account_id, tracker_id, hub_id) where left_at is null;
create index hub_visit_trip on hub_visit (account_id, trip_id);
select keep_tenants_apart('hub_visit');

create index hub_fence on hub (account_id, lat) where geofence_metres is not null and lat is not null;

-- what Get Order finds by when its trip set out and by when it was picked up
create index trip_started on trip (account_id, started_at) where started_at is not null;
create index delivery_picked_up on delivery (account_id, picked_up_at) where picked_up_at is not null;
