/** Writes faults as each version wants them. */
import { element, type Xml } from '../xml/write-element.ts';
import { envelopeNamespaces, soapVersions, type SoapVersion } from './soap-version.ts';
import type { FaultSide, QualifiedName, SoapFault } from './soap-fault.ts';

/** SOAP 1.1 section 4.4.1. */
const codes11 = {
  sender: 'Client',
  receiver: 'Server',
  version_mismatch: 'VersionMismatch',
  must_understand: 'MustUnderstand',
} as const satisfies Record<FaultSide, string>;

/** SOAP 1.2 part 1, section 5.4.6. */
const codes12 = {
  sender: 'Sender',
  receiver: 'Receiver',
  version_mismatch: 'VersionMismatch',
  must_understand: 'MustUnderstand',
} as const satisfies Record<FaultSide, string>;

/** For the body of an envelope whose prefix is `s`: in SOAP 1.1 the parts of a fault have no namespace. */
export function writeFault(version: SoapVersion, fault: SoapFault): Xml {
  return version === '1.1' ? writeFault11(fault) : writeFault12(fault);
}

/** SOAP 1.1 section 4.4: a code of the service's own takes the place of Client or Server. */
function writeFault11({ side, code, message, detail }: SoapFault): Xml {
  return element(
    's:Fault',
    {},
    code
      ? element('faultcode', { 'xmlns:m': code.namespace }, `m:${code.name}`)
      : element('faultcode', {}, `s:${codes11[side]}`),
    element('faultstring', {}, message),
    detail && element('detail', {}, detail),
  );
}

/** SOAP 1.2 part 1, section 5.4: a code of the service's own is a subcode. */
function writeFault12({ side, code, message, detail }: SoapFault): Xml {
  return element(
    's:Fault',
    {},
    element(
      's:Code',
      {},
      element('s:Value', {}, `s:${codes12[side]}`),
      code && element('s:Subcode', {}, element('s:Value', { 'xmlns:m': code.namespace }, `m:${code.name}`)),
    ),
    element('s:Reason', {}, element('s:Text', { 'xml:lang': 'en' }, message)),
    detail && element('s:Detail', {}, detail),
  );
}

/** The header blocks that go with a fault: sections 5.4.7 and 5.4.8 of SOAP 1.2 part 1; SOAP 1.1 has none. */
export function writeFaultHeader(version: SoapVersion, { side, notUnderstood }: SoapFault): readonly Xml[] {
  if (version === '1.1') return [];
  if (side === 'version_mismatch') return [writeUpgrade()];
  return notUnderstood.map(writeNotUnderstood);
}

const writeUpgrade = (): Xml =>
  element(
    's:Upgrade',
    {},
    soapVersions.map((version) =>
      element('s:SupportedEnvelope', { qname: 'e:Envelope', 'xmlns:e': envelopeNamespaces[version] }),
    ),
  );

const writeNotUnderstood = ({ namespace, name }: QualifiedName): Xml =>
  namespace === ''
    ? element('s:NotUnderstood', { qname: name })
    : element('s:NotUnderstood', { qname: `q:${name}`, 'xmlns:q': namespace });
