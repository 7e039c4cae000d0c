/** Pure: between SUBPLACE's objects and the core's. */

/** The core's names of fields in the document's words. */
const fieldOf: Readonly<Record<string, string>> = {
  size: 'page_size',
  page: 'current_page',
  search: 'search_text',
  kinds: 'fulfillment_type',
  statuses: 'delivery_status',
  billTypes: 'bill_type',
  billStates: 'bill_status',
  from: 'created_date_from',
  until: 'created_date_to',
  reference: 'reference_no',
};

/** A path of the core's; one without a word of its own stays. */
export function toField(path: string): string {
  return fieldOf[path] ?? path;
}
