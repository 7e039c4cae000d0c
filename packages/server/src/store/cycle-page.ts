/** A page of what the cycles of one order have brought. */

export interface CyclePage {
  readonly orderId: string;
  /** Only what belongs to a cycle before this one. */
  readonly before: number;
  readonly limit: number;
}
