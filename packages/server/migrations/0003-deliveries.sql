-- Deliveries with their packages and items, the trips that carry them, and the proofs of what was handed over.

create table trip (
  account_id uuid not null references account,
  id uuid not null,
  version integer not null check (version > 0),
  name text not null check (length(name) between 1 and 255),
  state text not null check (state in ('planned', 'started', 'ended', 'cancelled')),
  courier_id uuid,
  vehicle_id uuid,
  tracker_id uuid,
  driver_name text,
  assigned_by text not null check (assigned_by in ('hand', 'plan')),
  loaded_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, name),
  foreign key (account_id, courier_id) references courier,
  foreign key (account_id, vehicle_id) references vehicle,
  foreign key (account_id, tracker_id) references tracker,
  check (courier_id is not null or vehicle_id is not null),
  check (state not in ('started', 'ended') or started_at is not null),
  check (state <> 'ended' or ended_at >= started_at)
);
-- one courier drives one trip at a time
create unique index trip_started_courier on trip (account_id, courier_id) where state = 'started';
create unique index trip_started_vehicle on trip (account_id, vehicle_id) where state = 'started';

create table delivery (
  account_id uuid not null references account,
  id uuid not null,
  version integer not null check (version > 0),
  state text not null check (state in (
    'draft', 'awaiting_payment', 'paid', 'processing', 'ready', 'offered', 'assigned', 'to_pickup', 'at_pickup',
    'pickup_failed', 'in_transit', 'at_dropoff', 'delivery_failed', 'delivered', 'partially_delivered', 'confirmed',
    'returning', 'returned', 'cancelled', 'expired'
  )),
  order_number text not null check (length(order_number) between 1 and 100),
  waybill_number text check (length(waybill_number) <= 1000),
  direction text not null check (direction in ('forward', 'reverse')),
  legs text not null check (legs in ('pickup', 'dropoff', 'both')),
  ordered_at timestamptz not null,
  distribution_centre text,
  weight_grams bigint check (weight_grams >= 0),
  volume_mm3 bigint check (volume_mm3 >= 0),
  goods_value bigint check (goods_value >= 0),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  declared_packages integer check (declared_packages >= 0),
  payment_mode text check (payment_mode in ('cod', 'prepaid')),
  partial_allowed boolean not null,
  return_allowed boolean not null,
  cancellation_allowed boolean not null,
  carriage text check (length(carriage) <= 40),
  dropoff_kind text check (length(dropoff_kind) <= 40),
  -- the person and the address; what queries need stands in columns
  pickup jsonb,
  pickup_branch text,
  pickup_from timestamptz,
  pickup_until timestamptz,
  pickup_lat double precision check (pickup_lat between -90 and 90),
  pickup_lng double precision check (pickup_lng between -180 and 180),
  dropoff jsonb,
  dropoff_branch text,
  dropoff_from timestamptz,
  dropoff_until timestamptz,
  dropoff_lat double precision check (dropoff_lat between -90 and 90),
  dropoff_lng double precision check (dropoff_lng between -180 and 180),
  return_to jsonb,
  return_branch text,
  trip_id uuid,
  return_of uuid,
  attempts integer not null default 0 check (attempts >= 0),
  picked_up_at timestamptz,
  ended_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by text,
  reason_code text,
  reason text,
  recipient_name text,
  customer_comment text,
  customer_rating integer check (customer_rating between 0 and 5),
  amount_collected bigint check (amount_collected >= 0),
  payment_method text,
  payment_reference text,
  -- SHA-256 of what the partner sent, so that the same order sent twice is known
  fingerprint bytea check (length(fingerprint) = 32),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, order_number, direction, legs),
  foreign key (account_id, distribution_centre) references hub (account_id, code),
  foreign key (account_id, pickup_branch) references hub (account_id, code),
  foreign key (account_id, dropoff_branch) references hub (account_id, code),
  foreign key (account_id, return_branch) references hub (account_id, code),
  foreign key (account_id, trip_id) references trip,
  foreign key (account_id, return_of) references delivery,
  check (legs = 'dropoff' or pickup is not null),
  check (legs = 'pickup' or dropoff is not null),
  constraint delivery_pickup_window check (pickup_until >= pickup_from),
  constraint delivery_dropoff_window check (dropoff_until >= dropoff_from),
  check ((state = 'cancelled') = (cancelled_at is not null))
);
create index delivery_pickup_from on delivery (account_id, pickup_from);
create index delivery_pickup_until on delivery (account_id, pickup_until);
create index delivery_dropoff_from on delivery (account_id, dropoff_from);
create index delivery_dropoff_until on delivery (account_id, dropoff_until);
create index delivery_ended on delivery (account_id, ended_at) where ended_at is not null;
create index delivery_cancelled on delivery (account_id, cancelled_at) where cancelled_at is not null;
create index delivery_trip on delivery (account_id, trip_id) where trip_id is not null;

create table package (
  account_id uuid not null,
  delivery_id uuid not null,
  code text not null check (length(code) between 1 and 128),
  ordinal integer not null check (ordinal >= 0),
  type text check (length(type) <= 100),
  amount bigint check (amount >= 0),
  units integer check (units >= 0),
  state text not null check (state in ('expected', 'loaded', 'unloaded')),
  loaded_units integer not null default 0 check (loaded_units >= 0),
  unloaded_units integer not null default 0 check (unloaded_units >= 0),
  primary key (account_id, delivery_id, code),
  foreign key (account_id, delivery_id) references delivery on delete cascade
);

create table item (
  account_id uuid not null,
  delivery_id uuid not null,
  package_code text not null,
  ordinal integer not null check (ordinal >= 0),
  code text not null check (length(code) between 1 and 200),
  name text check (length(name) <= 255),
  price bigint not null check (price >= 0),
  quantity double precision not null check (quantity >= 0 and quantity < 'infinity'),
  delivered_quantity double precision check (delivered_quantity >= 0 and delivered_quantity < 'infinity'),
  type text check (length(type) <= 100),
  weight_grams bigint check (weight_grams >= 0),
  primary key (account_id, delivery_id, package_code, ordinal),
  foreign key (account_id, delivery_id, package_code) references package on delete cascade
);

-- One leg of a delivery inside a trip.
create table stop (
  account_id uuid not null,
  trip_id uuid not null,
  id uuid not null,
  delivery_id uuid not null,
  leg text not null check (leg in ('pickup', 'dropoff')),
  sequence integer not null check (sequence > 0),
  state text not null check (state in ('open', 'arrived', 'done', 'failed', 'dropped')),
  planned_arrival timestamptz,
  planned_departure timestamptz,
  planned_distance_metres integer check (planned_distance_metres >= 0),
  accepted_at timestamptz,
  arrived_at timestamptz,
  arrived_lat double precision check (arrived_lat between -90 and 90),
  arrived_lng double precision check (arrived_lng between -180 and 180),
  left_at timestamptz,
  left_lat double precision check (left_lat between -90 and 90),
  left_lng double precision check (left_lng between -180 and 180),
  primary key (account_id, id),
  unique (account_id, trip_id, sequence),
  foreign key (account_id, trip_id) references trip,
  foreign key (account_id, delivery_id) references delivery,
  check (left_at >= arrived_at)
);
create index stop_delivery on stop (account_id, delivery_id);
-- a leg is open in one trip at a time
create unique index stop_open_leg on stop (account_id, delivery_id, leg) where state in ('open', 'arrived');

create table proof (
  account_id uuid not null,
  id uuid not null,
  delivery_id uuid not null,
  leg text not null check (leg in ('pickup', 'dropoff')),
  recipient_name text,
  note text,
  lat double precision check (lat between -90 and 90),
  lng double precision check (lng between -180 and 180),
  -- the driver's clock, and ours
  captured_at timestamptz not null,
  received_at timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, delivery_id) references delivery
);
create index proof_delivery on proof (account_id, delivery_id);

create table proof_file (
  account_id uuid not null,
  id uuid not null,
  proof_id uuid not null,
  kind text not null check (kind in ('photo', 'signature')),
  content_type text not null,
  bytes integer not null check (bytes > 0),
  sha256 bytea not null check (length(sha256) = 32),
  storage_key text not null,
  primary key (account_id, id),
  foreign key (account_id, proof_id) references proof
);
create index proof_file_proof on proof_file (account_id, proof_id);
