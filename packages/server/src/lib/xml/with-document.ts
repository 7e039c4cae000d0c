/** Parses a document from outside with libxml2, which lives in WebAssembly: what is not freed there stays for good. */
import { ParseOption, XmlDocument, XmlParseError } from 'libxml2-wasm';
import { decodeXml } from './decode-xml.ts';
import { scanXml } from './scan-xml.ts';
import { XmlFault } from './xml-fault.ts';
import type { XmlLimits } from './limits.ts';

/**
 * No network, no external entity, no catalogue. Left out on purpose: NOENT (would put entities in their places),
 * DTDLOAD, XINCLUDE, HUGE (would lift the parser's own limits) and RECOVER.
 */
const option =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NO_SYS_CATALOG |
  ParseOption.XML_PARSE_SKIP_IDS |
  ParseOption.XML_PARSE_IGNORE_ENC |
  ParseOption.XML_PARSE_BIG_LINES;

/**
 * Nothing of the document may be kept after `use` has returned, so `use` does not wait for anything either.
 * @throws XmlFault for whatever is wrong with the bytes; before the parser sees them wherever that can be told
 */
export function withDocument<T>(bytes: Uint8Array, limits: XmlLimits, use: (document: XmlDocument) => T): T {
  const text = decodeXml(bytes, limits);
  scanXml(text, limits);
  const document = parse(text);
  try {
    // the scan has seen to that; if the two should ever disagree, the parser's word counts
    if (document.dtd) throw new XmlFault('doctype', 'Document type declarations and entities are not taken.');
    return use(document);
  } finally {
    document.dispose();
  }
}

function parse(text: string): XmlDocument {
  try {
    // bytes go into libxml2's memory several times faster than a string
    return XmlDocument.fromBuffer(Buffer.from(text), { option, encoding: 'utf-8' });
  } catch (error) {
    if (!(error instanceof XmlParseError)) throw error;
    // libxml2's own words would repeat what the sender wrote
    throw new XmlFault('malformed', 'The document is not well-formed XML.', error.details[0]?.line ?? null);
  }
}
