/** Pure: between the insurer's objects and the core's. */

/** The core's names of fields in the document's words, misspelt as they are there. */
const fieldOf: Readonly<Record<string, string>> = {
  trackingNumber: 'tracking_number',
  productCode: 'product_code',
  'customer.name': 'customer_name',
  'customer.phone': 'customer_phone',
  'customer.email': 'customer_email',
  pickupAddress: 'pickup_address',
  dropoffAddress: 'drop_up_address',
  goodsType: 'type_of_goods',
  goodsDescription: 'goods_description',
  quantity: 'good_quantity',
  cod: 'cod_amount',
  insuredValue: 'item_value',
  premium: 'premium_amount',
  orderedAt: 'order_created_time',
  deliveryStatus: 'delivery_status',
};

/** A path of the core's; one without a word of its own stays. */
export function toField(path: string): string {
  return fieldOf[path] ?? path;
}
