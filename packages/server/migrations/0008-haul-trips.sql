-- What a haul adds to a trip: goods as a whole, from one hub to another, by road, air or rail.

-- A haul may be known by nothing but the device that rides along.
alter table trip drop constraint trip_check;
alter table trip add constraint trip_carrier check (coalesce(courier_id, vehicle_id, tracker_id) is not null);

create table haulage (
  account_id uuid not null,
  trip_id uuid not null,
  goods_kind words_100 not null,
  origin text not null,
  destination text not null,
  transport_mode text not null check (transport_mode in ('road', 'air', 'rail')),
  -- lorry receipt, flight or train: the one of its mode has to be there
  lorry_receipt words_255,
  flight_number words_40,
  train_number words_40,
  waybill_number words_255,
  seal_number words_255,
  weight_grams amount_of,
  volume_mm3 amount_of,
  units count_of,
  reporting_at timestamptz not null,
  notes words_1000,
  -- set where the name of the trip's driver is one of the account's drivers
  driver_id uuid,
  cancel_reason_code words_255,
  cancel_reason words_1000,
  cancelled_at timestamptz,
  primary key (account_id, trip_id),
  foreign key (account_id, trip_id) references trip on delete cascade,
  foreign key (account_id, origin) references hub (account_id, code),
  foreign key (account_id, destination) references hub (account_id, code),
  foreign key (account_id, driver_id) references driver,
  check (case transport_mode when 'road' then lorry_receipt when 'air' then flight_number else train_number end is not null)
);
create index haulage_driver on haulage (account_id, driver_id) where driver_id is not null;
select keep_tenants_apart('haulage');
