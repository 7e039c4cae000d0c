/** How much of a document may come in before any of it is read. */

export interface XmlLimits {
  readonly bytes: number;
  /** Elements inside each other; the root is 1. */
  readonly depth: number;
  /** Elements, comments and CDATA sections together: what the time of every later step goes by. */
  readonly nodes: number;
  /** In the whole document, namespace declarations among them. */
  readonly attributes: number;
  readonly attributesOfOne: number;
  /** Characters of one attribute's value. */
  readonly attributeLength: number;
}

/**
 * For messages of partners, of which the largest documented one has some 150 elements and 10 KiB. At these limits a
 * signed message takes 5 to 12 ms of a slow processor from its bytes to its data (soap/message-limits.test.ts prints it
 * for the worst that fits), which is why that is done where it stands and not in a thread.
 */
export const messageLimits: XmlLimits = {
  bytes: 262_144,
  depth: 32,
  nodes: 1_000,
  attributes: 1_000,
  attributesOfOne: 32,
  attributeLength: 4_096,
};
