/** Refuses a message with header blocks that we would have to understand and do not. */
import { isNamed } from '../xml/element.ts';
import { SoapFault, type QualifiedName } from './soap-fault.ts';
import { envelopeNamespaces, type SoapVersion } from './soap-version.ts';
import type { XmlElement } from 'libxml2-wasm';

/** Whom a block is for. Without a word it is for the last in the chain, and that is us. */
const ours = {
  '1.1': ['', 'http://schemas.xmlsoap.org/soap/actor/next'],
  '1.2': [
    '',
    'http://www.w3.org/2003/05/soap-envelope/role/next',
    'http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver',
  ],
} as const satisfies Record<SoapVersion, readonly string[]>;

const roleAttribute = { '1.1': 'actor', '1.2': 'role' } as const satisfies Record<SoapVersion, string>;

/**
 * SOAP 1.1 sections 4.2.2 and 4.2.3; SOAP 1.2 part 1, sections 2.4 and 5.2.
 * @throws SoapFault must_understand
 */
export function checkHeaders(
  version: SoapVersion,
  blocks: readonly XmlElement[],
  understood: readonly QualifiedName[],
): void {
  const strange = blocks.filter(
    (block) =>
      isTrue(ofEnvelope(version, block, 'mustUnderstand')) &&
      isForUs(version, block) &&
      !understood.some(({ namespace, name }) => isNamed({ namespace: block.namespaceUri, name: block.name }, namespace, name)), // prettier-ignore
  );
  if (strange.length === 0) return;
  throw new SoapFault('must_understand', 'A header block that must be understood is not known here.', {
    code: null,
    notUnderstood: strange.map(({ namespaceUri, name }) => ({ namespace: namespaceUri, name })),
  });
}

/** An empty role is a relative URI and so nobody's; taken as ours, for refusing is the safe side. */
function isForUs(version: SoapVersion, block: XmlElement): boolean {
  const roles: readonly string[] = ours[version];
  return roles.includes(ofEnvelope(version, block, roleAttribute[version]) ?? '');
}

const isTrue = (value: string | null): boolean => value === '1' || value === 'true';

/** An attribute in the envelope's namespace. */
const ofEnvelope = (version: SoapVersion, block: XmlElement, name: string): string | null =>
  block.attrs.find((one) => one.name === name && one.namespaceUri === envelopeNamespaces[version])?.value ?? null;
