-- Insurance of deliveries: policies that partners have with us, claims, and what we insure of our own elsewhere.

create table insurance_product (
  account_id uuid not null references account,
  code words_40 not null check (length(code) > 0),
  version row_version not null,
  name words_255 not null,
  -- of its policy numbers: AHA-2026-000123
  number_prefix words_40 not null check (number_prefix ~ '^[A-Z0-9]+$'),
  currency currency_code not null,
  -- of the goods, in minor units
  least_value amount_of not null,
  most_value amount_of not null,
  premium jsonb not null,
  -- the premium that is sent has to follow the rule
  check_premium boolean not null,
  -- what the certificate says is covered
  coverage words_1000 not null,
  valid_days integer not null check (valid_days > 0),
  -- after the end of a policy, in which a claim may still be made
  claim_days count_of not null,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, code),
  check (most_value >= least_value)
);
select keep_tenants_apart('insurance_product');

create table policy (
  account_id uuid not null references account,
  id uuid not null,
  version row_version not null,
  number words_40 not null check (length(number) > 0),
  product_code words_40 not null,
  -- of the partner who submitted it
  credential_id uuid not null,
  tracking_number words_255 not null check (length(tracking_number) > 0),
  state text not null check (state in ('active', 'cancelled', 'expired', 'claimed')),
  premium amount_of not null,
  -- to the letter as it was sent: later calls are signed with it
  premium_text words_100 not null,
  insured_value amount_of not null,
  cod amount_of not null,
  currency currency_code not null,
  -- parties, addresses and goods
  content jsonb not null,
  -- of what was submitted: the same again is the same policy
  fingerprint digest not null,
  -- our own delivery of this tracking number
  delivery_id uuid,
  delivery_status text not null check (delivery_status in ('created', 'in_process', 'in_delivery', 'success', 'fail', 'in_return', 'returned')),
  -- of the newest word; null: none came
  tracked_at timestamptz,
  certificate_hash digest not null,
  certificate_sealed bytea not null,
  ordered_at timestamptz not null,
  valid_until timestamptz not null,
  claims_until timestamptz not null,
  ended_at timestamptz,
  cancelled_by words_255,
  cancel_reason words_1000,
  -- to the letter as it was sent: what comes again is answered with it
  cancel_time words_100,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, number),
  unique (account_id, tracking_number),
  foreign key (account_id, product_code) references insurance_product,
  foreign key (account_id, credential_id) references credential,
  foreign key (account_id, delivery_id) references delivery,
  check ((state = 'active') = (ended_at is null)),
  check (num_nulls(cancelled_by, cancel_reason, cancel_time) = case state when 'cancelled' then 0 else 3 end)
);
create index policy_tracking on policy (tracking_number);
create unique index policy_certificate on policy (certificate_hash);
create index policy_delivery on policy (account_id, delivery_id) where delivery_id is not null;
create index policy_state on policy (account_id, state, id);
create index policy_validity on policy (valid_until) where state = 'active';
select keep_tenants_apart('policy');

-- Partners may know a delivery of ours by its waybill number. By hash: it may be longer than what fits into a tree.
create index delivery_waybill_number on delivery using hash (waybill_number);

-- What partners report of the way of insured goods, also late, twice and in any order.
create table policy_event (
  account_id uuid not null,
  id uuid not null,
  policy_id uuid not null,
  delivery_status text not null check (delivery_status in ('created', 'in_process', 'in_delivery', 'success', 'fail', 'in_return', 'returned')),
  tracked_at timestamptz not null,
  item jsonb not null,
  fingerprint digest not null,
  -- our own delivery has moved by it; if not, why
  applied boolean not null,
  why words_255,
  received_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, policy_id, fingerprint),
  foreign key (account_id, policy_id) references policy,
  check (applied = (why is null))
);
create index policy_event_time on policy_event (account_id, policy_id, tracked_at);
select keep_tenants_apart('policy_event');

-- The other side: where deliveries of ours are insured.
create table insurer (
  account_id uuid not null references account,
  id uuid not null,
  version row_version not null,
  name words_255 not null check (length(name) > 0),
  -- null: our own side, at the address that we listen on
  base_url words_1000,
  own boolean not null default false,
  -- of its three operations, below the base
  paths jsonb not null,
  sealed_token bytea not null,
  product_code words_40 not null check (length(product_code) > 0),
  currency currency_code not null,
  premium jsonb not null,
  state text not null check (state in ('active', 'paused')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, name),
  check (own = (base_url is null))
);
select keep_tenants_apart('insurer');

create table insurance_rule (
  account_id uuid not null,
  id uuid not null,
  version row_version not null,
  insurer_id uuid not null,
  -- the lowest that fits decides
  priority integer not null,
  conditions jsonb not null,
  state text not null check (state in ('active', 'paused')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, insurer_id) references insurer
);
create index insurance_rule_order on insurance_rule (account_id, priority, id) where state = 'active';
select keep_tenants_apart('insurance_rule');

create table coverage (
  account_id uuid not null,
  id uuid not null,
  version row_version not null,
  delivery_id uuid not null,
  insurer_id uuid not null,
  tracking_number words_255 not null,
  premium amount_of not null,
  insured_value amount_of not null,
  currency currency_code not null,
  state text not null check (state in ('requested', 'active', 'refused', 'cancelling', 'cancelled', 'expired')),
  policy_number words_100,
  certificate_url words_1000,
  refusal words_1000,
  -- the last word of the delivery's way that the insurer was told
  told text not null check (told in ('created', 'in_process', 'in_delivery', 'success', 'fail', 'in_return', 'returned')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, delivery_id),
  foreign key (account_id, delivery_id) references delivery,
  foreign key (account_id, insurer_id) references insurer,
  check ((state = 'refused') = (refusal is not null))
);
select keep_tenants_apart('coverage');

-- Of one policy with us, or of what covers a delivery of ours elsewhere.
create table claim (
  account_id uuid not null,
  id uuid not null,
  version row_version not null,
  policy_id uuid,
  coverage_id uuid,
  state text not null check (state in ('draft', 'submitted', 'approved', 'rejected', 'paid')),
  cause words_100 not null,
  description words_1000 not null,
  amount amount_of not null,
  granted amount_of,
  currency currency_code not null,
  evidence jsonb not null,
  -- why it was approved or rejected
  decision words_1000,
  -- of the payment
  reference words_255,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, policy_id) references policy,
  foreign key (account_id, coverage_id) references coverage,
  check (num_nonnulls(policy_id, coverage_id) = 1),
  check ((state in ('approved', 'paid')) = (granted is not null)),
  check (granted <= amount)
);
create unique index claim_open on claim (account_id, coalesce(policy_id, coverage_id)) where state in ('draft', 'submitted', 'approved');
create index claim_state on claim (account_id, state, id);
select keep_tenants_apart('claim');

-- Whose these are is not known before they have answered: they look across accounts, whatever the connection says.

-- Several accounts may have a policy of one tracking number: the signature tells whose is meant.
create function find_policies(in_tracking_number text)
returns table (account_id uuid, policy_id uuid, premium bigint, premium_text text, currency char(3)) language plpgsql as $$
#variable_conflict use_column
declare
  before text := current_setting('waybill.account_id', true);
begin
  perform set_config('waybill.account_id', 'house', true);
  return query
    select p.account_id, p.id, p.premium::bigint, p.premium_text::text, p.currency::char(3) from policy p
    where p.tracking_number = in_tracking_number order by p.id limit 100;
  perform set_config('waybill.account_id', coalesce(before, ''), true);
end $$;

create function find_certificate(in_hash bytea)
returns table (account_id uuid, policy_id uuid) language plpgsql as $$
#variable_conflict use_column
declare
  before text := current_setting('waybill.account_id', true);
begin
  perform set_config('waybill.account_id', 'house', true);
  return query select p.account_id, p.id from policy p where p.certificate_hash = in_hash;
  perform set_config('waybill.account_id', coalesce(before, ''), true);
end $$;
