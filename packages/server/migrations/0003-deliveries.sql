-- Deliveries with their packages and items, the trips that carry them, and the proofs of what was handed over.

-- Rules of single values are domains: PostgreSQL prepares a domain's check once per connection, a table's check for
-- every statement. On the path of a new order that is a third of the database's work.
create domain latitude as double precision check (value between -90 and 90);
create domain longitude as double precision check (value between -180 and 180);
create domain count_of as integer check (value >= 0);
create domain amount_of as bigint check (value >= 0);
create domain quantity as double precision check (value >= 0 and value < 'infinity');
create domain currency_code as char(3) check (value ~ '^[A-Z]{3}$');
create domain digest as bytea check (length(value) = 32);
create domain row_version as integer check (value > 0);
create domain words_40 as text check (length(value) <= 40);
create domain words_100 as text check (length(value) <= 100);
create domain words_255 as text check (length(value) <= 255);
create domain words_1000 as text check (length(value) <= 1000);
create domain delivery_state as text check (value in (
  'draft', 'awaiting_payment', 'paid', 'processing', 'ready', 'offered', 'assigned', 'to_pickup', 'at_pickup',
  'pickup_failed', 'in_transit', 'at_dropoff', 'delivery_failed', 'delivered', 'partially_delivered', 'confirmed',
  'returning', 'returned', 'cancelled', 'expired'
));
create domain delivery_direction as text check (value in ('forward', 'reverse'));
create domain leg_plan as text check (value in ('pickup', 'dropoff', 'both'));
create domain leg as text check (value in ('pickup', 'dropoff'));
create domain payment_mode as text check (value in ('cod', 'prepaid'));
create domain rating as integer check (value between 0 and 5);
create domain package_state as text check (value in ('expected', 'loaded', 'unloaded'));
create domain order_number as text check (length(value) between 1 and 100);
create domain package_code as text check (length(value) between 1 and 128);
create domain item_code as text check (length(value) between 1 and 200);

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
  version row_version not null,
  state delivery_state not null,
  order_number order_number not null,
  waybill_number words_1000,
  direction delivery_direction not null,
  legs leg_plan not null,
  ordered_at timestamptz not null,
  distribution_centre text,
  weight_grams amount_of,
  volume_mm3 amount_of,
  goods_value amount_of,
  currency currency_code not null,
  declared_packages count_of,
  payment_mode payment_mode,
  partial_allowed boolean not null,
  return_allowed boolean not null,
  cancellation_allowed boolean not null,
  carriage words_40,
  dropoff_kind words_40,
  -- the person and the address; what queries need stands in columns
  pickup jsonb,
  pickup_branch text,
  pickup_from timestamptz,
  pickup_until timestamptz,
  pickup_lat latitude,
  pickup_lng longitude,
  dropoff jsonb,
  dropoff_branch text,
  dropoff_from timestamptz,
  dropoff_until timestamptz,
  dropoff_lat latitude,
  dropoff_lng longitude,
  return_to jsonb,
  return_branch text,
  trip_id uuid,
  return_of uuid,
  attempts count_of not null default 0,
  picked_up_at timestamptz,
  ended_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by text,
  reason_code text,
  reason text,
  recipient_name text,
  customer_comment text,
  customer_rating rating,
  amount_collected amount_of,
  payment_method text,
  payment_reference text,
  -- SHA-256 of what the partner sent, so that the same order sent twice is known
  fingerprint digest,
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
create index delivery_pickup_from on delivery (account_id, pickup_from) where pickup_from is not null;
create index delivery_pickup_until on delivery (account_id, pickup_until) where pickup_until is not null;
create index delivery_dropoff_from on delivery (account_id, dropoff_from) where dropoff_from is not null;
create index delivery_dropoff_until on delivery (account_id, dropoff_until) where dropoff_until is not null;
create index delivery_ended on delivery (account_id, ended_at) where ended_at is not null;
create index delivery_cancelled on delivery (account_id, cancelled_at) where cancelled_at is not null;
create index delivery_trip on delivery (account_id, trip_id) where trip_id is not null;

create table package (
  account_id uuid not null,
  delivery_id uuid not null,
  code package_code not null,
  ordinal count_of not null,
  type words_100,
  amount amount_of,
  units count_of,
  state package_state not null,
  loaded_units count_of not null default 0,
  unloaded_units count_of not null default 0,
  primary key (account_id, delivery_id, code),
  foreign key (account_id, delivery_id) references delivery on delete cascade
);

create table item (
  account_id uuid not null,
  delivery_id uuid not null,
  package_code package_code not null,
  ordinal count_of not null,
  code item_code not null,
  name words_255,
  price amount_of not null,
  quantity quantity not null,
  delivered_quantity quantity,
  type words_100,
  weight_grams amount_of,
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
