-- Places, people, vehicles and the devices that tell where they are.

create table hub (
  account_id uuid not null references account,
  id uuid not null,
  code text not null check (length(code) between 1 and 255),
  name text not null check (length(name) between 1 and 255),
  lat double precision check (lat between -90 and 90),
  lng double precision check (lng between -180 and 180),
  geofence_metres integer check (geofence_metres between 1 and 100000),
  address jsonb,
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, code),
  check ((lat is null) = (lng is null))
);

create table tracker (
  account_id uuid not null references account,
  id uuid not null,
  code text not null check (length(code) between 1 and 50),
  kind text not null check (kind in ('device', 'phone')),
  -- the newest fix by device time; late points never move it back
  latest_at timestamptz,
  latest_lat double precision check (latest_lat between -90 and 90),
  latest_lng double precision check (latest_lng between -180 and 180),
  latest_speed_kmh double precision check (latest_speed_kmh >= 0),
  latest_battery_percent double precision check (latest_battery_percent between 0 and 100),
  latest_temperature_c double precision,
  latest_received_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, code),
  check ((latest_at is null) = (latest_lat is null) and (latest_lat is null) = (latest_lng is null))
);

create table vehicle (
  account_id uuid not null references account,
  id uuid not null,
  version integer not null default 1 check (version > 0),
  number text not null check (length(number) between 1 and 255),
  tracker_id uuid,
  capacity_units integer check (capacity_units >= 0),
  capacity_volume_cm3 bigint check (capacity_volume_cm3 >= 0),
  capacity_weight_grams bigint check (capacity_weight_grams >= 0),
  -- what the partner keeps with it: make, model, papers, ownership
  details jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, number),
  unique (account_id, tracker_id),
  foreign key (account_id, tracker_id) references tracker
);

-- What LogiNext calls a delivery medium: a person who carries trips.
create table courier (
  account_id uuid not null references account,
  id uuid not null,
  version integer not null default 1 check (version > 0),
  employee_number text not null check (length(employee_number) between 1 and 50),
  name text not null check (length(name) between 1 and 255),
  phone text not null check (length(phone) between 1 and 255),
  email text,
  branch text,
  credential_id uuid,
  vehicle_id uuid,
  tracker_id uuid,
  capacity_units integer check (capacity_units >= 0),
  capacity_volume_cm3 bigint check (capacity_volume_cm3 >= 0),
  capacity_weight_grams bigint check (capacity_weight_grams >= 0),
  max_distance_metres bigint check (max_distance_metres >= 0),
  preferred_postal_code text,
  languages text[] not null default '{}',
  days_off text[] not null default '{}',
  shifts jsonb not null default '[]',
  -- what the partner keeps with it: group, type, gender, birth date, licence, vehicle ownership
  details jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, employee_number),
  foreign key (account_id, branch) references hub (account_id, code),
  foreign key (account_id, credential_id) references credential,
  foreign key (account_id, vehicle_id) references vehicle,
  foreign key (account_id, tracker_id) references tracker
);

-- A person with a licence. LogiNext's Haul keeps drivers apart from couriers.
create table driver (
  account_id uuid not null references account,
  id uuid not null,
  version integer not null default 1 check (version > 0),
  name text not null check (length(name) between 1 and 255),
  phone text not null check (length(phone) between 1 and 255),
  email text,
  license_number text not null check (length(license_number) between 1 and 255),
  details jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, license_number)
);

-- One fix of a device, by day of the device's own clock. Fixes older than the prepared days go to the last partition.
create table position (
  account_id uuid not null,
  tracker_id uuid not null,
  recorded_at timestamptz not null,
  received_at timestamptz not null default now(),
  lat double precision not null check (lat between -90 and 90),
  lng double precision not null check (lng between -180 and 180),
  speed_kmh double precision check (speed_kmh between 0 and 2000),
  battery_percent double precision check (battery_percent between 0 and 100),
  temperature_c double precision check (temperature_c between -273.15 and 2000),
  message_type text check (length(message_type) <= 10),
  primary key (account_id, tracker_id, recorded_at),
  foreign key (account_id, tracker_id) references tracker
) partition by range (recorded_at);
create table position_rest partition of position default;

-- Makes the partitions of the given days, UTC. Safe to call twice and from two processes at once.
create function prepare_position_days(first date, days integer) returns integer language plpgsql as $$
declare
  day date;
  made integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('prepare_position_days'));
  for day in select first + n from generate_series(0, days - 1) n loop
    if to_regclass(format('position_%s', to_char(day, 'YYYYMMDD'))) is null then
      -- a day that already has late points stays in the rest partition: attaching would refuse it
      if not exists (
        select from position_rest
        where recorded_at >= day::timestamp at time zone 'UTC' and recorded_at < (day + 1)::timestamp at time zone 'UTC'
      ) then
        execute format(
          'create table position_%s partition of position for values from (%L) to (%L)',
          to_char(day, 'YYYYMMDD'),
          day::timestamp at time zone 'UTC',
          (day + 1)::timestamp at time zone 'UTC'
        );
        made := made + 1;
      end if;
    end if;
  end loop;
  return made;
end $$;
