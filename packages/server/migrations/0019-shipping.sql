-- The other side of public orders, where Waybill is MDelivery: providers of services with what they sell and where it is
-- fetched, carriers, what receivers order, and what they pay.

create table provider (
  account_id uuid not null references account,
  id uuid not null,
  version row_version not null,
  code words_40 not null check (length(code) > 0),
  name words_255 not null,
  -- its number in the state's register
  idno words_40,
  base_url words_1000,
  -- our own provider side: calls go to the address that we listen on
  own boolean not null default false,
  auth text not null check (auth in ('bearer', 'certificate')),
  sealed_secret bytea,
  -- PEM; null: the public authorities
  trusted_ca text,
  -- where a receiver may be sent back to
  return_origins text[] not null default '{}',
  state text not null check (state in ('active', 'paused')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, code),
  check (own = (base_url is null))
);
select keep_tenants_apart('provider');

create table provider_service (
  account_id uuid not null,
  id uuid not null,
  provider_id uuid not null,
  code words_40 not null check (length(code) > 0),
  name words_255 not null,
  add_delivery boolean not null,
  redirect_to_mpay boolean not null,
  -- what a receiver has to know before personal data are shown
  identify text not null check (identify in ('none', 'idnp')),
  next_poll_at timestamptz not null default now(),
  poll_failures count_of not null default 0,
  -- its orders are to be compared one by one: changes may have been missed
  sweep_due boolean not null default false,
  claimed_by uuid,
  lease_until timestamptz,
  last_polled_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, provider_id) references provider,
  check ((claimed_by is null) = (lease_until is null))
);
-- over all accounts: the link that a receiver follows names nothing else
create unique index provider_service_code on provider_service (code);
create index provider_service_provider on provider_service (account_id, provider_id);
create index provider_service_poll on provider_service (next_poll_at);
select keep_tenants_apart('provider_service');

create table provider_product (
  account_id uuid not null,
  service_id uuid not null,
  code words_100 not null check (length(code) > 0),
  name words_255 not null,
  length_mm count_of,
  width_mm count_of,
  height_mm count_of,
  weight_grams amount_of,
  primary key (account_id, service_id, code),
  foreign key (account_id, service_id) references provider_service on delete cascade
);
select keep_tenants_apart('provider_product');

create table pickup_point (
  account_id uuid not null,
  provider_id uuid not null,
  code words_100 not null check (length(code) > 0),
  name words_255 not null,
  address jsonb not null,
  lat latitude,
  lng longitude,
  phone words_40,
  opens jsonb not null default '[]',
  primary key (account_id, provider_id, code),
  foreign key (account_id, provider_id) references provider on delete cascade,
  check ((lat is null) = (lng is null))
);
select keep_tenants_apart('pickup_point');

create table carrier (
  account_id uuid not null references account,
  id uuid not null,
  version row_version not null,
  code words_40 not null check (length(code) > 0),
  name words_255 not null,
  kind text not null check (kind in ('fleet', 'http')),
  base_url words_1000,
  sealed_secret bytea,
  prices jsonb not null,
  state text not null check (state in ('active', 'paused')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, code),
  check ((kind = 'http') = (base_url is not null))
);
select keep_tenants_apart('carrier');

create domain shipping_status as text check (value in (
  'awaiting_payment', 'paid', 'processing', 'cancelled', 'expired', 'ready', 'awaiting_pickup', 'delivering',
  'delivered', 'confirmed', 'problem', 'returning', 'returned'
));

create table shipping_order (
  account_id uuid not null references account,
  id uuid not null,
  version row_version not null,
  -- what the receiver's link and the payment name
  number words_40 not null check (length(number) > 0),
  service_id uuid not null,
  order_id words_100 not null,
  status shipping_status not null,
  -- the farthest word of the provider; it may wait for the payment
  provider_status words_40,
  message words_1000,
  -- as the provider told it when the order was placed
  details jsonb not null,
  receiver jsonb not null,
  address jsonb not null,
  lat latitude,
  lng longitude,
  currency currency_code not null,
  -- what the provider gets; nothing where the order was paid already
  order_amount amount_of not null,
  delivery_cost amount_of not null,
  order_paid boolean not null,
  -- what has come in through us
  paid_amount amount_of not null default 0,
  carrier_id uuid not null,
  offer jsonb not null,
  waybill words_100,
  tracking_url words_1000,
  -- the delivery of our own fleet
  delivery_id uuid,
  waybill_tries count_of not null default 0,
  -- when the carrier's last word was true: an older one says nothing
  carrier_heard_at timestamptz,
  -- of the form that placed it: sent twice, it finds this order
  form_id uuid,
  language text not null check (language in ('ro', 'ru', 'en')),
  return_url words_1000,
  accepted_until timestamptz not null,
  pay_until timestamptz not null,
  paid_at timestamptz,
  confirmed_at timestamptz,
  reconciled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, service_id) references provider_service,
  foreign key (account_id, carrier_id) references carrier,
  foreign key (account_id, delivery_id) references delivery,
  check ((lat is null) = (lng is null)),
  check (paid_amount = 0 or paid_at is not null),
  check ((status = 'confirmed') = (confirmed_at is not null)),
  check (status not in ('awaiting_pickup', 'delivering', 'delivered', 'confirmed', 'returning', 'returned') or waybill is not null)
);
-- over all accounts: MPay and the receiver's browser name nothing else
create unique index shipping_order_number on shipping_order (number);
create unique index shipping_order_open on shipping_order (account_id, service_id, order_id)
  where status not in ('cancelled', 'expired', 'returned');
create unique index shipping_order_form on shipping_order (account_id, form_id) where form_id is not null;
create index shipping_order_delivery on shipping_order (account_id, delivery_id) where delivery_id is not null;
create index shipping_order_unpaid on shipping_order (pay_until) where status = 'awaiting_payment';
-- those that reconciliation looks at, the longest unseen first
create index shipping_order_live on shipping_order (account_id, service_id, reconciled_at nulls first, id)
  where status not in ('confirmed', 'cancelled', 'expired', 'returned');
select keep_tenants_apart('shipping_order');

create table payment (
  account_id uuid not null,
  id uuid not null,
  shipping_order_id uuid not null,
  -- the payer's own number of it
  payment_id words_40 not null check (length(payment_id) > 0),
  invoice_id words_40,
  amount amount_of not null,
  currency currency_code not null,
  paid_at timestamptz not null,
  -- of its content: the same number with other content is refused
  fingerprint digest not null,
  outcome text not null check (outcome in ('applied', 'excess', 'after_end')),
  -- the signed message as it came; null: the sandbox payer
  message text,
  refunded_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, payment_id),
  foreign key (account_id, shipping_order_id) references shipping_order
);
create index payment_order on payment (account_id, shipping_order_id);
select keep_tenants_apart('payment');

-- The cookie of a receiver's pages.
create table receiver_session (
  account_id uuid not null,
  token_hash digest not null,
  service_id uuid not null,
  order_id words_100 not null,
  identified boolean not null,
  csrf digest not null,
  -- what was chosen so far
  draft jsonb not null default '{}',
  expires_at timestamptz not null,
  primary key (account_id, token_hash),
  foreign key (account_id, service_id) references provider_service
);
create unique index receiver_session_token on receiver_session (token_hash);
create index receiver_session_expiry on receiver_session (expires_at);
select keep_tenants_apart('receiver_session');

create table reconciliation (
  account_id uuid not null references account,
  day date not null,
  id uuid not null,
  counted jsonb not null,
  findings jsonb not null,
  created_at timestamptz not null default now(),
  primary key (account_id, day)
);
select keep_tenants_apart('reconciliation');

-- Whose these are is not known before they have answered: they look across accounts, whatever the connection says.

create function find_hub_service(in_code text)
returns table (account_id uuid, provider_id uuid, service_id uuid) language plpgsql as $$
#variable_conflict use_column
declare
  before text := current_setting('waybill.account_id', true);
begin
  perform set_config('waybill.account_id', 'house', true);
  return query
    select s.account_id, s.provider_id, s.id
    from provider_service s join provider p on p.account_id = s.account_id and p.id = s.provider_id
    where s.code = in_code and p.state = 'active';
  perform set_config('waybill.account_id', coalesce(before, ''), true);
end $$;

create function find_shipping_order(in_number text)
returns table (account_id uuid, service_id uuid, shipping_order_id uuid) language plpgsql as $$
#variable_conflict use_column
declare
  before text := current_setting('waybill.account_id', true);
begin
  perform set_config('waybill.account_id', 'house', true);
  return query select o.account_id, o.service_id, o.id from shipping_order o where o.number = in_number;
  perform set_config('waybill.account_id', coalesce(before, ''), true);
end $$;

-- One that has expired is not found.
create function find_receiver_session(in_token_hash bytea, in_now timestamptz)
returns table (account_id uuid, service_id uuid, order_id text) language plpgsql as $$
#variable_conflict use_column
declare
  before text := current_setting('waybill.account_id', true);
begin
  perform set_config('waybill.account_id', 'house', true);
  return query
    select r.account_id, r.service_id, r.order_id::text from receiver_session r
    where r.token_hash = in_token_hash and r.expires_at > in_now;
  perform set_config('waybill.account_id', coalesce(before, ''), true);
end $$;
