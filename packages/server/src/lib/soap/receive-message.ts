/** Takes a request in: from bytes to one operation with plain data, or a fault that says what is wrong. */
import { copyElement, type Element } from '../xml/element.ts';
import { messageLimits, type XmlLimits } from '../xml/limits.ts';
import { withDocument } from '../xml/with-document.ts';
import { XmlFault } from '../xml/xml-fault.ts';
import { checkHeaders } from './must-understand.ts';
import { readContentType, type SoapContentType } from './read-content-type.ts';
import { readEnvelope, type Envelope } from './read-envelope.ts';
import { SignatureFault } from './signature/signature-fault.ts';
import { wsse } from './signature/signature-names.ts';
import { verifySignature, type SignaturePolicy } from './signature/verify-signature.ts';
import { SoapFault } from './soap-fault.ts';
import type { Schema } from '../xml/schema.ts';
import type { SoapVersion } from './soap-version.ts';

/** What a service takes, as its WSDL says. */
export interface Contract {
  readonly namespace: string;
  readonly schema: Schema;
  /** The element of each request, and its action. */
  readonly operations: ReadonlyMap<string, string>;
  /** The service's words for what it cannot read and for whom it does not know. */
  readonly codes: { readonly invalid: string; readonly unauthenticated: string };
  /** Null: signatures are neither asked for nor looked at. */
  readonly signatures: SignaturePolicy | null;
  readonly limits?: XmlLimits;
}

export interface SoapRequest {
  readonly contentType: string | undefined;
  /** The header of SOAP 1.1. */
  readonly soapAction: string | undefined;
  readonly bytes: Uint8Array;
}

export interface Message {
  readonly operation: string;
  /** The element in the Body: valid by the schema and, where that is asked for, signed. */
  readonly payload: Element;
  /** SHA-256 of the certificate that signed, lower hex. */
  readonly signer: string | null;
}

const securityHeader = { namespace: wsse, name: 'Security' };

/**
 * The version in which to answer, whatever becomes of the message.
 * @returns 1.1 where the media type is neither's
 */
export function answerVersion({ contentType }: Pick<SoapRequest, 'contentType'>): SoapVersion {
  try {
    return readContentType(contentType).version;
  } catch {
    return '1.1';
  }
}

/**
 * Signature before schema: who is not known learns nothing of what would have been right.
 * @throws SoapFault: 415 media type, 413 too large, 400 not XML or not valid, 401 signature; else as the version has it
 */
export function receiveMessage(request: SoapRequest, contract: Contract, now: Date): Message {
  const type = readContentType(request.contentType);
  try {
    return withDocument(request.bytes, contract.limits ?? messageLimits, (document) =>
      readMessage(readEnvelope(document, type.version), type, request, contract, now),
    );
  } catch (error) {
    throw toSoapFault(error, contract);
  }
}

function readMessage(
  envelope: Envelope,
  type: SoapContentType,
  request: SoapRequest,
  contract: Contract,
  now: Date,
): Message {
  const { payload } = envelope;
  checkHeaders(envelope.version, envelope.headerBlocks, [securityHeader]);
  const signer = contract.signatures && verifySignature(envelope, contract.signatures, now);
  const action = payload.namespaceUri === contract.namespace ? contract.operations.get(payload.name) : undefined;
  if (action === undefined) throw invalid(contract, 'The Body holds no operation of this service.');
  checkAction(action, type.action ?? unquote(request.soapAction ?? ''), contract);
  contract.schema.check(payload);
  return { operation: payload.name, payload: copyElement(payload), signer: signer?.fingerprint ?? null };
}

/** Empty says nothing about the intent (SOAP 1.1 section 6.1.1); what it does say must be what the Body says. */
function checkAction(expected: string, said: string, contract: Contract): void {
  if (said !== '' && said !== expected) throw invalid(contract, `The action of this operation is ${expected}.`);
}

const unquote = (soapAction: string): string => soapAction.trim().replace(/^"(.*)"$/, '$1');

const invalid = ({ namespace, codes }: Contract, words: string, status = 400): SoapFault =>
  new SoapFault('sender', words, { code: { namespace, name: codes.invalid }, status });

function toSoapFault(error: unknown, contract: Contract): unknown {
  if (error instanceof SignatureFault)
    return new SoapFault('sender', error.message, {
      code: { namespace: contract.namespace, name: contract.codes.unauthenticated },
      status: 401,
    });
  if (!(error instanceof XmlFault)) return error;
  const where = error.line === null ? '' : ` (line ${error.line})`;
  const words = error.message.replace(/\.$/, `${where}.`);
  return invalid(contract, words, error.reason === 'too_large' ? 413 : 400);
}
