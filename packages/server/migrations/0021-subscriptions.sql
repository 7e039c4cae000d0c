-- Subscriptions: what stores sell for longer than a day, who has subscribed to it, and the bills and deliveries that each
-- cycle of an order brings.

alter domain aggregate_kind drop constraint aggregate_kind_check;
alter domain aggregate_kind add constraint aggregate_kind_check check (value in (
  'delivery', 'trip', 'courier', 'hub', 'vehicle', 'tracker', 'route_plan', 'webhook_endpoint', 'shipping_order',
  'provider', 'subscription_order', 'policy', 'claim', 'coverage'
));

-- Running numbers that people read: SO-7486, DO-…-6487, AHA-2026-000123.
create table serial_counter (
  account_id uuid not null references account,
  name words_100 not null,
  last bigint not null check (last > 0),
  primary key (account_id, name)
);
select keep_tenants_apart('serial_counter');

create table store (
  account_id uuid not null references account,
  id uuid not null,
  version row_version not null,
  name words_255 not null check (length(name) > 0),
  phone words_40,
  -- where its goods are fetched; null: they are handed to us
  address jsonb,
  lat latitude,
  lng longitude,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, name),
  check ((lat is null) = (lng is null))
);
select keep_tenants_apart('store');

create table subscription_plan (
  account_id uuid not null references account,
  id uuid not null,
  version row_version not null,
  -- what partners call it by
  number integer not null check (number > 0),
  store_id uuid not null,
  name words_255 not null check (length(name) > 0),
  model text not null check (model in ('rent_to_own', 'subscribe', 'one_off')),
  cycle text not null check (cycle in ('upfront', 'weekly', 'monthly', 'yearly')),
  delivery_mode text not null check (delivery_mode in ('one_time', 'every_cycle')),
  fulfilment text not null check (fulfilment in ('delivery', 'redemption')),
  -- cycles; 0: until somebody ends it
  period count_of not null,
  -- when the first cycle begins; null: with the approval
  effective text check (effective in ('now', 'next_month')),
  due_days count_of not null,
  delivery_days count_of not null,
  currency currency_code not null,
  product jsonb not null,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, number),
  foreign key (account_id, store_id) references store
);
select keep_tenants_apart('subscription_plan');

create table plan_variation (
  account_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  ordinal count_of not null,
  name words_255 not null check (length(name) > 0),
  sku words_100,
  -- of one piece for one cycle, in minor units of the plan's currency
  price amount_of not null,
  options jsonb not null,
  primary key (account_id, id),
  unique (account_id, plan_id, name),
  unique (account_id, plan_id, ordinal),
  foreign key (account_id, plan_id) references subscription_plan on delete cascade
);
select keep_tenants_apart('plan_variation');

create table subscriber (
  account_id uuid not null references account,
  id uuid not null,
  version row_version not null,
  name words_255 not null check (length(name) > 0),
  email words_255,
  phone words_40,
  billing jsonb,
  shipping jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, id)
);
select keep_tenants_apart('subscriber');

create table subscription_order (
  account_id uuid not null references account,
  id uuid not null,
  version row_version not null,
  number words_40 not null check (length(number) > 0),
  -- in the reference numbers of its fulfilments
  serial integer not null check (serial > 0),
  state text not null check (state in ('placed', 'paid', 'approved', 'completed', 'rejected', 'terminated')),
  store_id uuid not null,
  plan_id uuid not null,
  variation_id uuid not null,
  subscriber_id uuid not null,
  -- plan and variation as they were when it was placed
  terms jsonb not null,
  quantity integer not null check (quantity between 1 and 100000),
  currency currency_code not null,
  price amount_of not null,
  billing jsonb,
  shipping jsonb,
  ref1 words_255,
  ref2 words_255,
  ref3 words_255,
  -- of the account when it was placed: its cycles do not move when the account does
  time_zone words_100 not null,
  -- the day from which all its cycles are counted
  anchor date,
  cycles_made count_of not null,
  next_cycle_at timestamptz,
  placed_at timestamptz not null,
  paid_at timestamptz,
  approved_at timestamptz,
  -- rejected, terminated or completed
  ended_at timestamptz,
  reason words_1000,
  updated_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, number),
  unique (account_id, serial),
  foreign key (account_id, store_id) references store,
  foreign key (account_id, plan_id) references subscription_plan,
  foreign key (account_id, variation_id) references plan_variation,
  foreign key (account_id, subscriber_id) references subscriber,
  check (next_cycle_at is null or state = 'approved'),
  check ((approved_at is null) = (anchor is null)),
  check ((state in ('completed', 'rejected', 'terminated')) = (ended_at is not null))
);
create index subscription_order_due on subscription_order (next_cycle_at) where next_cycle_at is not null;
create index subscription_order_subscriber on subscription_order (account_id, subscriber_id);
create index subscription_order_store on subscription_order (account_id, store_id);
create index subscription_order_plan on subscription_order (account_id, plan_id);
create index subscription_order_variation on subscription_order (account_id, variation_id);
select keep_tenants_apart('subscription_order');

create table bill (
  account_id uuid not null,
  id uuid not null,
  number words_40 not null check (length(number) > 0),
  order_id uuid not null,
  -- the first is 1
  cycle integer not null check (cycle > 0),
  -- the day that stands on it; null: it was due with the order
  date date,
  due_at timestamptz not null,
  state text not null check (state in ('unpaid', 'overdue', 'paid', 'void')),
  amount amount_of not null,
  discount amount_of not null,
  merchant_discount amount_of not null,
  tax amount_of not null,
  final amount_of not null,
  collected amount_of not null,
  currency currency_code not null,
  paid_at timestamptz,
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, number),
  unique (account_id, order_id, cycle),
  foreign key (account_id, order_id) references subscription_order,
  check (final = amount - discount - merchant_discount + tax),
  check (collected <= final),
  check ((state = 'paid') = (paid_at is not null)),
  check (state <> 'paid' or collected = final)
);
create index bill_due on bill (due_at) where state = 'unpaid';
select keep_tenants_apart('bill');

create table fulfilment (
  account_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  -- cycle of its order, and which of how many; an order without end has no total
  cycle integer not null check (cycle > 0),
  sequence integer not null check (sequence > 0),
  total integer check (total >= sequence),
  kind text not null check (kind in ('delivery', 'redemption')),
  status text not null check (status in ('pending', 'completed', 'cancelled')),
  reference words_100 not null check (length(reference) > 0),
  delivery_id uuid,
  -- what a redemption is redeemed with
  code words_40,
  expires_at timestamptz,
  -- handed over, or redeemed
  delivered_at timestamptz,
  confirmed_at timestamptz,
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, reference),
  unique (account_id, order_id, cycle),
  foreign key (account_id, order_id) references subscription_order,
  foreign key (account_id, delivery_id) references delivery,
  check ((kind = 'delivery') = (delivery_id is not null)),
  check ((kind = 'redemption') = (code is not null))
);
create unique index fulfilment_delivery on fulfilment (account_id, delivery_id) where delivery_id is not null;
create unique index fulfilment_code on fulfilment (account_id, code) where code is not null;
create index fulfilment_expiry on fulfilment (expires_at) where status = 'pending' and expires_at is not null;
select keep_tenants_apart('fulfilment');

-- What lists of partners are searched and paged by: one narrow row for each row of the list. Text cannot be found by an
-- index under row-level security, so that large lists are read into memory, and kept up by revision.
create table listing (
  account_id uuid not null references account,
  list text not null check (list in ('fulfilments', 'orders', 'bills')),
  -- without a gap, oldest first
  position bigint not null check (position > 0),
  -- of its last change, over the whole list
  revision bigint not null check (revision > 0),
  row_id uuid not null,
  kind smallint not null,
  status smallint not null,
  at timestamptz not null,
  -- all that is searched, in lower case
  text text not null,
  primary key (account_id, list, position),
  unique (account_id, list, row_id)
);
create unique index listing_revision on listing (account_id, list, revision);
select keep_tenants_apart('listing');

create table listing_counter (
  account_id uuid not null references account,
  list text not null check (list in ('fulfilments', 'orders', 'bills')),
  position bigint not null check (position >= 0),
  revision bigint not null check (revision >= position),
  primary key (account_id, list)
);
select keep_tenants_apart('listing_counter');
