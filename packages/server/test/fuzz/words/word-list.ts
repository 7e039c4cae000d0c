/** Words of one group of operations. */
export interface WordList {
  /** What an id names, by the name of its field. */
  readonly kinds?: Readonly<Record<string, string>>;
  /** Words that mean something, by the name of their field. */
  readonly words?: Readonly<Record<string, readonly string[]>>;
  /** Words that other operations mean otherwise, by operation. */
  readonly ofOperation?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}
