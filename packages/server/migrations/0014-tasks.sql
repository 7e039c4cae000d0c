-- What a partner's task adds to a delivery, and the rounds in which couriers are asked for it.

create domain vehicle_kind as text check (value in (
  'motorcycle', 'car', 'mpv', 'van_1.7m', 'van_2.4m', 'lorry_10ft', 'lorry_14ft', 'lorry_20ft', 'lorry_24ft', 'lorry_40ft'
));
-- what a partner may ask for: a kind, or a place beside other goods
create domain vehicle_wish as text check (value in (
  'ltl', 'motorcycle', 'car', 'mpv', 'van_1.7m', 'van_2.4m', 'lorry_10ft', 'lorry_14ft', 'lorry_20ft', 'lorry_24ft',
  'lorry_40ft'
));
create domain broadcast_preference as text check (value in ('marine', 'squad', 'standard'));

-- The delivery itself stays as it is.
create table task (
  account_id uuid not null,
  delivery_id uuid not null,
  organisation_id uuid not null,
  -- who made it; null: the operator
  app_id uuid,
  creation_group uuid not null,
  invoice_number words_255,
  group_tag words_255,
  is_urgent boolean not null,
  -- hundred-thousandths of the currency's main unit: 200000 is SGD 2.00
  price amount_of not null,
  -- empty while there is no price
  currency text not null check (currency ~ '^([A-Z]{3})?$'),
  broadcast_preference broadcast_preference not null,
  vehicle_preference vehicle_wish not null,
  service_type text check (service_type in ('ftl', 'ltl')),
  distance_metres count_of,
  distance_by_road boolean not null default false,
  -- what the partner sent and the core only gives back: contacts with vessel and berth, cargo, totals, …
  attributes jsonb not null,
  created_at timestamptz not null default now(),
  primary key (account_id, delivery_id),
  foreign key (account_id, delivery_id) references delivery on delete cascade,
  foreign key (account_id, organisation_id) references organisation,
  foreign key (account_id, app_id) references partner_app
);
create index task_organisation on task (account_id, organisation_id, delivery_id);
select keep_tenants_apart('task');

-- One round of broadcasting.
create table offer (
  account_id uuid not null,
  id uuid not null,
  delivery_id uuid not null,
  preference broadcast_preference not null,
  -- the organisation whose squad is meant
  squad_of uuid,
  vehicle_kind vehicle_wish not null,
  price amount_of not null,
  currency text not null,
  -- of the pickup
  lat latitude,
  lng longitude,
  opened_at timestamptz not null,
  -- null: it stays open until somebody takes it
  expires_at timestamptz,
  closed_at timestamptz,
  outcome text check (outcome in ('accepted', 'expired', 'withdrawn')),
  courier_id uuid,
  primary key (account_id, id),
  foreign key (account_id, delivery_id) references delivery on delete cascade,
  foreign key (account_id, squad_of) references organisation,
  foreign key (account_id, courier_id) references courier,
  check ((lat is null) = (lng is null)),
  check ((closed_at is null) = (outcome is null)),
  check ((outcome is not distinct from 'accepted') = (courier_id is not null))
);
create unique index offer_open on offer (account_id, delivery_id) where closed_at is null;
create index offer_delivery on offer (account_id, delivery_id, opened_at);
create index offer_near on offer (account_id, lat) where closed_at is null;
create index offer_due on offer (expires_at, account_id, id) where closed_at is null and expires_at is not null;
select keep_tenants_apart('offer');

create table offer_refusal (
  account_id uuid not null,
  offer_id uuid not null,
  courier_id uuid not null,
  refused_at timestamptz not null,
  primary key (account_id, offer_id, courier_id),
  foreign key (account_id, offer_id) references offer on delete cascade,
  foreign key (account_id, courier_id) references courier
);
select keep_tenants_apart('offer_refusal');
