/** What is wrong with a document from outside, in words that repeat none of its values. */

export type XmlFaultReason =
  | 'too_large'
  | 'encoding'
  | 'doctype'
  | 'instruction'
  | 'limit'
  | 'malformed'
  /** Well-formed, but not what the schema describes. */
  | 'invalid';

export class XmlFault extends Error {
  override readonly name = 'XmlFault';
  readonly reason: XmlFaultReason;
  /** From 1; null where no line is to blame. */
  readonly line: number | null;

  /** @param words a whole English sentence, fit for the sender's eyes */
  constructor(reason: XmlFaultReason, words: string, line: number | null = null) {
    super(words);
    this.reason = reason;
    this.line = line;
  }
}
