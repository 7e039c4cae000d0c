/** Exclusive XML canonicalisation 1.0 without comments: the bytes that a signature is about. */
import { XmlC14NMode, XmlError, type XmlElement } from 'libxml2-wasm';
import { XmlFault } from './xml-fault.ts';

/** https://www.w3.org/TR/xml-exc-c14n/ */
export const exclusiveCanonicalization = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/**
 * Of the element with all that it holds; the rest of its document is left out.
 * @param inclusivePrefixes prefixes whose declarations count as used; `#default` for that without one
 * @throws XmlFault for a document with a relative namespace name: Canonical XML 1.0, section 1.3, has no form for it
 */
export function canonicalize(node: XmlElement, inclusivePrefixes: readonly string[] = []): Buffer {
  const chunks: Buffer[] = [];
  const sink = {
    // the bytes lie in memory that libxml2 uses again
    write: (chunk: Uint8Array) => chunks.push(Buffer.from(chunk)) && chunk.byteLength,
    close: () => true,
  };
  try {
    node.doc.canonicalize(sink, {
      mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
      nodeSet: new Set([node]),
      inclusiveNamespacePrefixes: [...inclusivePrefixes],
    });
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new XmlFault('invalid', 'The document has no canonical form: a namespace name in it is relative.');
  }
  return Buffer.concat(chunks);
}
