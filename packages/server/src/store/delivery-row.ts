/** Between a delivery and its rows: the only place that knows both shapes. */
import type { Selectable } from 'kysely';
import type { Delivery, Item, Package, Place } from '../domain/delivery/delivery.ts';
import type { LatLng } from '../domain/geo.ts';
import type { DB } from './schema.ts';

/** A delivery row with its packages and their items gathered into one JSON value. */
export type DeliveryRow = Selectable<DB['delivery']> & { readonly packages: readonly Package[] };

/** The packages of row `d`, as a list that reads straight into `Package[]`. */
export const packagesOfD = `coalesce((
  select jsonb_agg(jsonb_build_object(
    'code', p.code, 'type', p.type, 'amount', p.amount, 'units', p.units, 'state', p.state,
    'loadedUnits', p.loaded_units, 'unloadedUnits', p.unloaded_units,
    'items', coalesce((
      select jsonb_agg(jsonb_build_object(
        'code', i.code, 'name', i.name, 'price', i.price, 'quantity', i.quantity,
        'deliveredQuantity', i.delivered_quantity, 'type', i.type, 'weightGrams', i.weight_grams
      ) order by i.ordinal)
      from item i
      where i.account_id = p.account_id and i.delivery_id = p.delivery_id and i.package_code = p.code
    ), '[]')
  ) order by p.ordinal)
  from package p where p.account_id = d.account_id and p.delivery_id = d.id
), '[]')`;

/** What of a place is kept as JSON; the rest stands in columns of its own. */
type PlaceJson = Omit<Place, 'branch' | 'position' | 'window'> & {
  readonly window?: { from: string | null; until: string | null };
};

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    // checks in the database keep these columns to the words of the domain
    state: row.state as Delivery['state'],
    direction: row.direction as Delivery['direction'],
    legs: row.legs as Delivery['legs'],
    paymentMode: row.payment_mode as Delivery['paymentMode'],
    orderNumber: row.order_number,
    waybillNumber: row.waybill_number,
    // written from a Service by toDeliveryJson and by nothing else
    service: row.service as Delivery['service'],
    orderedAt: row.ordered_at,
    distributionCentre: row.distribution_centre,
    weightGrams: row.weight_grams,
    volumeMm3: row.volume_mm3,
    goodsValue: row.goods_value,
    currency: row.currency,
    declaredPackages: row.declared_packages,
    cashOnPickup: row.cash_on_pickup,
    partialAllowed: row.partial_allowed,
    returnAllowed: row.return_allowed,
    cancellationAllowed: row.cancellation_allowed,
    carriage: row.carriage,
    dropoffKind: row.dropoff_kind,
    pickup: toPlace(
      row.pickup,
      row.pickup_branch,
      toLatLng(row.pickup_lat, row.pickup_lng),
      row.pickup_from,
      row.pickup_until,
    ),
    dropoff: toPlace(
      row.dropoff,
      row.dropoff_branch,
      toLatLng(row.dropoff_lat, row.dropoff_lng),
      row.dropoff_from,
      row.dropoff_until,
    ),
    returnTo: toReturnPlace(row.return_to, row.return_branch),
    packages: row.packages,
    returnOf: row.return_of,
    tripId: row.trip_id,
    attempts: row.attempts,
    pickedUpAt: row.picked_up_at,
    endedAt: row.ended_at,
    cancelledAt: row.cancelled_at,
    cancelledBy: row.cancelled_by,
    reasonCode: row.reason_code,
    reason: row.reason,
    recipientName: row.recipient_name,
    customerComment: row.customer_comment,
    customerRating: row.customer_rating,
    amountCollected: row.amount_collected,
    paymentMethod: row.payment_method,
    paymentReference: row.payment_reference,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** The row as JSON for jsonb_populate_record: every column is named. */
export function toDeliveryJson(delivery: Delivery, fingerprint: Buffer | null): Record<string, unknown> {
  return {
    account_id: delivery.accountId,
    id: delivery.id,
    version: delivery.version,
    state: delivery.state,
    order_number: delivery.orderNumber,
    waybill_number: delivery.waybillNumber,
    service: delivery.service,
    direction: delivery.direction,
    legs: delivery.legs,
    ordered_at: delivery.orderedAt,
    distribution_centre: delivery.distributionCentre,
    weight_grams: delivery.weightGrams,
    volume_mm3: delivery.volumeMm3,
    goods_value: delivery.goodsValue,
    currency: delivery.currency,
    declared_packages: delivery.declaredPackages,
    payment_mode: delivery.paymentMode,
    cash_on_pickup: delivery.cashOnPickup,
    partial_allowed: delivery.partialAllowed,
    return_allowed: delivery.returnAllowed,
    cancellation_allowed: delivery.cancellationAllowed,
    carriage: delivery.carriage,
    dropoff_kind: delivery.dropoffKind,
    ...placeColumns('pickup', delivery.pickup),
    ...placeColumns('dropoff', delivery.dropoff),
    return_to: delivery.returnTo && { ...placeJson(delivery.returnTo), window: delivery.returnTo.window },
    return_branch: delivery.returnTo?.branch ?? null,
    trip_id: delivery.tripId,
    return_of: delivery.returnOf,
    attempts: delivery.attempts,
    picked_up_at: delivery.pickedUpAt,
    ended_at: delivery.endedAt,
    cancelled_at: delivery.cancelledAt,
    cancelled_by: delivery.cancelledBy,
    reason_code: delivery.reasonCode,
    reason: delivery.reason,
    recipient_name: delivery.recipientName,
    customer_comment: delivery.customerComment,
    customer_rating: delivery.customerRating,
    amount_collected: delivery.amountCollected,
    payment_method: delivery.paymentMethod,
    payment_reference: delivery.paymentReference,
    fingerprint: fingerprint && `\\x${fingerprint.toString('hex')}`,
    created_at: delivery.createdAt,
    updated_at: delivery.updatedAt,
  };
}

/** Rows of `package`, as JSON. */
export function toPackagesJson({ accountId, id, packages }: Delivery): Record<string, unknown>[] {
  return packages.map((one, ordinal) => ({
    account_id: accountId,
    delivery_id: id,
    code: one.code,
    ordinal,
    type: one.type,
    amount: one.amount,
    units: one.units,
    state: one.state,
    loaded_units: one.loadedUnits,
    unloaded_units: one.unloadedUnits,
  }));
}

/** Rows of `item`, as JSON. */
export function toItemsJson({ accountId, id, packages }: Delivery): Record<string, unknown>[] {
  return packages.flatMap((one) =>
    one.items.map((item: Item, ordinal) => ({
      account_id: accountId,
      delivery_id: id,
      package_code: one.code,
      ordinal,
      code: item.code,
      name: item.name,
      price: item.price,
      quantity: item.quantity,
      delivered_quantity: item.deliveredQuantity,
      type: item.type,
      weight_grams: item.weightGrams,
    })),
  );
}

export function toLatLng(lat: number | null, lng: number | null): LatLng | null {
  return lat === null || lng === null ? null : { lat, lng };
}

function placeColumns(leg: 'pickup' | 'dropoff', place: Place | null): Record<string, unknown> {
  return {
    [leg]: place && placeJson(place),
    [`${leg}_branch`]: place?.branch ?? null,
    [`${leg}_from`]: place?.window.from ?? null,
    [`${leg}_until`]: place?.window.until ?? null,
    [`${leg}_lat`]: place?.position?.lat ?? null,
    [`${leg}_lng`]: place?.position?.lng ?? null,
  };
}

function placeJson({ branch: _branch, position: _position, window: _window, ...json }: Place): PlaceJson {
  return json;
}

function toPlace(
  json: unknown,
  branch: string | null,
  position: LatLng | null,
  from: Date | null,
  until: Date | null,
): Place | null {
  if (json === null) return null;
  // written by placeJson and by nothing else
  return { ...(json as PlaceJson), branch, position, window: { from, until } };
}

function toReturnPlace(json: unknown, branch: string | null): Place | null {
  if (json === null) return null;
  // written by toDeliveryJson and by nothing else
  const { window, ...rest } = json as PlaceJson;
  const from = window?.from ? new Date(window.from) : null;
  const until = window?.until ? new Date(window.until) : null;
  return { ...rest, branch, position: null, window: { from, until } };
}
