/** One page of a list that is read newest first. */

export interface PageOf {
  /** Id of the last element of the page before; null for the first page. */
  readonly before: string | null;
  /** At most 100. */
  readonly limit: number;
}
