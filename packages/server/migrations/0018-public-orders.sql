-- Orders of public services that a delivery platform of the state asks us for: what MDelivery reads of our deliveries,
-- and what it tells us of their way. The delivery itself stays as it is.

create table public_service (
  account_id uuid not null references account,
  id uuid not null,
  code words_100 not null check (length(code) > 0),
  name words_255 not null,
  currency currency_code not null default 'MDL',
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, code)
);
select keep_tenants_apart('public_service');

-- Which caller may ask for which service.
create table public_service_grant (
  account_id uuid not null,
  credential_id uuid not null,
  service_id uuid not null,
  primary key (account_id, credential_id, service_id),
  foreign key (account_id, credential_id) references credential,
  foreign key (account_id, service_id) references public_service
);
select keep_tenants_apart('public_service_grant');

create table public_order (
  account_id uuid not null,
  delivery_id uuid not null,
  service_id uuid not null,
  order_id words_100 not null check (length(order_id) > 0),
  is_paid boolean not null,
  message words_1000,
  -- a person or an organisation, by its state's number
  receiver jsonb not null,
  pickup_point_code words_100,
  submitted_at timestamptz not null,
  -- until then a delivery may be added to the order
  accepted_until timestamptz not null,
  ready_at timestamptz not null,
  products jsonb not null check (jsonb_array_length(products) between 1 and 200),
  -- the last word of who carries it, when that is not us
  remote_status words_40,
  remote_message words_1000,
  carrier_name words_255,
  tracking_id words_100,
  carrier_from timestamptz,
  carrier_until timestamptz,
  carrier_cost amount_of,
  reported_at timestamptz,
  primary key (account_id, delivery_id),
  unique (account_id, service_id, order_id),
  foreign key (account_id, delivery_id) references delivery on delete cascade,
  foreign key (account_id, service_id) references public_service,
  check ((remote_status is null) = (reported_at is null))
);
create index public_order_tracking on public_order (account_id, service_id, tracking_id) where tracking_id is not null;
select keep_tenants_apart('public_order');

-- One line of the list of changes. One writer at a time numbers those of a service, so that a reader who has seen a
-- number has seen all before it.
create table public_change (
  account_id uuid not null,
  service_id uuid not null,
  number bigint not null check (number > 0),
  delivery_id uuid not null,
  order_id words_100 not null,
  status words_40 not null,
  -- the credential that reported it itself, and is not told
  caused_by uuid,
  changed_at timestamptz not null,
  primary key (account_id, service_id, number),
  foreign key (account_id, service_id) references public_service,
  foreign key (account_id, delivery_id) references public_order on delete cascade
);
create index public_change_delivery on public_change (account_id, delivery_id);
create index public_change_age on public_change (changed_at);
select keep_tenants_apart('public_change');

-- How far each caller has read the changes of a service.
create table changes_cursor (
  account_id uuid not null,
  credential_id uuid not null,
  service_id uuid not null,
  acknowledged bigint not null default 0 check (acknowledged >= 0),
  -- the last number of the answer that is not yet acknowledged
  sent bigint,
  sent_at timestamptz,
  -- the whole answer reached the caller's side of the connection
  handed_over boolean not null default false,
  primary key (account_id, credential_id, service_id),
  foreign key (account_id, credential_id) references credential,
  foreign key (account_id, service_id) references public_service,
  check ((sent is null) = (sent_at is null) and sent >= acknowledged)
);
select keep_tenants_apart('changes_cursor');
