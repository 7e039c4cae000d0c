-- Rules of single values become domains: PostgreSQL prepares a domain's check once per connection, a table's check for
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
create domain payment_mode as text check (value in ('cod', 'prepaid'));
create domain rating as integer check (value between 0 and 5);
create domain package_state as text check (value in ('expected', 'loaded', 'unloaded'));
create domain order_number as text check (length(value) between 1 and 100);
create domain package_code as text check (length(value) between 1 and 128);
create domain item_code as text check (length(value) between 1 and 200);
create domain aggregate_kind as text check (value in ('delivery', 'trip', 'courier', 'hub', 'vehicle', 'tracker', 'webhook_endpoint'));
create domain event_type as text check (length(value) between 1 and 80);
create domain actor_name as text check (length(value) between 1 and 255);

-- Each of these checks looks at one column, and the column's domain now says the same.
do $$
declare
  found record;
begin
  for found in
    select conrelid::regclass as relation, conname from pg_constraint
    where contype = 'c' and array_length(conkey, 1) = 1
      and conrelid in ('delivery'::regclass, 'package'::regclass, 'item'::regclass, 'event'::regclass)
  loop
    execute format('alter table %s drop constraint %I', found.relation, found.conname);
  end loop;
end $$;

alter table delivery
  alter version type row_version,
  alter state type delivery_state,
  alter order_number type order_number,
  alter waybill_number type words_1000,
  alter direction type delivery_direction,
  alter legs type leg_plan,
  alter weight_grams type amount_of,
  alter volume_mm3 type amount_of,
  alter goods_value type amount_of,
  alter currency type currency_code,
  alter declared_packages type count_of,
  alter payment_mode type payment_mode,
  alter carriage type words_40,
  alter dropoff_kind type words_40,
  alter pickup_lat type latitude,
  alter pickup_lng type longitude,
  alter dropoff_lat type latitude,
  alter dropoff_lng type longitude,
  alter attempts type count_of,
  alter customer_rating type rating,
  alter amount_collected type amount_of,
  alter fingerprint type digest;

alter table package
  alter code type package_code,
  alter ordinal type count_of,
  alter type type words_100,
  alter amount type amount_of,
  alter units type count_of,
  alter state type package_state,
  alter loaded_units type count_of,
  alter unloaded_units type count_of;

alter table item
  alter package_code type package_code,
  alter ordinal type count_of,
  alter code type item_code,
  alter name type words_255,
  alter price type amount_of,
  alter quantity type quantity,
  alter delivered_quantity type quantity,
  alter type type words_100,
  alter weight_grams type amount_of;

alter table event
  alter aggregate type aggregate_kind,
  alter sequence type row_version,
  alter type type event_type,
  alter actor type actor_name;

-- Most deliveries have one leg: the other's times need no place in an index.
drop index delivery_pickup_from;
create index delivery_pickup_from on delivery (account_id, pickup_from) where pickup_from is not null;
drop index delivery_pickup_until;
create index delivery_pickup_until on delivery (account_id, pickup_until) where pickup_until is not null;
drop index delivery_dropoff_from;
create index delivery_dropoff_from on delivery (account_id, dropoff_from) where dropoff_from is not null;
drop index delivery_dropoff_until;
create index delivery_dropoff_until on delivery (account_id, dropoff_until) where dropoff_until is not null;
