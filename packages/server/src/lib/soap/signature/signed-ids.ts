/** The Ids of a document, by which a signature names what it signs. */
import { XmlAttribute, type XmlDocument, type XmlElement } from 'libxml2-wasm';
import { SignatureFault } from './signature-fault.ts';
import { wsu } from './signature-names.ts';

/** Every spelling that some reader takes for an Id, in whichever namespace: wsu:Id, Id, ID, SAML's, xml:id. */
const everyId = '//@*[local-name()="Id" or local-name()="ID" or local-name()="id"]';

/**
 * A second element with an Id that is signed is the heart of every wrapping attack; no honest message has doubles.
 * @throws SignatureFault when any Id stands twice in the document
 */
export function checkIdsDiffer(document: XmlDocument): void {
  const seen = new Set<string>();
  for (const node of document.find(everyId)) {
    const id = node instanceof XmlAttribute ? node.value : '';
    if (seen.has(id)) throw new SignatureFault('An Id stands twice in the message.');
    seen.add(id);
  }
}

/** wsu:Id or, as some senders have it, a bare Id; null when it has neither, or both: nobody could say which counts. */
export function idOf(node: XmlElement): string | null {
  const ids = node.attrs.filter(({ name, namespaceUri }) => name === 'Id' && [wsu, ''].includes(namespaceUri));
  return ids.length === 1 ? (ids[0]?.value ?? null) : null;
}
