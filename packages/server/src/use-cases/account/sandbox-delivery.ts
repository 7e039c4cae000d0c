/** What the sandbox is asked for by MDelivery's words. */

/** Known to everyone who reads the documents; good for nothing but trying things out. */
export const sandboxDelivery = {
  /** Bearer of the provider's side. */
  token: 'sandbox-mdelivery',
  /** A public service, and the same service as the hub has it registered. */
  service: '1',
  /** Of the document's sample. */
  order: 'o7741072598796449999',
} as const;
