/** Takes an envelope apart by where its parts stand. */
import { childElements, holdsText, isElement } from '../xml/children.ts';
import { SoapFault } from './soap-fault.ts';
import { envelopeNamespaces, versionOfNamespace, type SoapVersion } from './soap-version.ts';
import type { XmlDocument, XmlElement } from 'libxml2-wasm';

/** Nodes of a document: gone when it is freed. */
export interface Envelope {
  readonly version: SoapVersion;
  readonly headerBlocks: readonly XmlElement[];
  readonly body: XmlElement;
  /** The one element in the body. */
  readonly payload: XmlElement;
}

/**
 * @param expected the version that the media type says
 * @throws SoapFault version_mismatch for an envelope of the other version or of none; sender for one that has anything
 *   but at most one Header, then one Body, with exactly one element in it (WS-I Basic Profile 1.2, R2201 and R1014)
 */
export function readEnvelope(document: XmlDocument, expected: SoapVersion): Envelope {
  const { root } = document;
  const version = root.name === 'Envelope' ? versionOfNamespace(root.namespaceUri) : null;
  if (version !== expected)
    throw new SoapFault('version_mismatch', `This is no envelope of SOAP ${expected}.`, { code: null });

  const namespace = envelopeNamespaces[version];
  const parts = childElements(root);
  const header = parts[0] && isElement(parts[0], namespace, 'Header') ? parts[0] : null;
  const [body, ...more] = header ? parts.slice(1) : parts;
  if (!body || !isElement(body, namespace, 'Body') || more.length > 0 || holdsText(root))
    throw malformed('An envelope holds at most one Header and then one Body.');
  const [payload, second] = childElements(body);
  if (!payload || second || holdsText(body)) throw malformed('The Body of a request holds exactly one element.');
  return { version, headerBlocks: header ? childElements(header) : [], body, payload };
}

const malformed = (words: string) => new SoapFault('sender', words, { code: null, status: 400 });
