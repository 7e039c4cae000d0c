/** Writes answers and faults, signed where the service signs, with what HTTP needs to know. */
import { SoapFault, statusOfFault } from './soap-fault.ts';
import { contentTypeOf, type SoapVersion } from './soap-version.ts';
import { writeEnvelope } from './write-envelope.ts';
import { writeFault, writeFaultHeader } from './write-fault.ts';
import { signEnvelope } from './signature/sign-envelope.ts';
import type { Signer } from './signature/signer.ts';
import type { Content } from '../xml/write-element.ts';

export interface SoapAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/**
 * The envelope's names stand in the default namespace, as in the published samples of answers.
 * @param signer null for an answer without a signature
 */
export async function writeAnswer(
  version: SoapVersion,
  body: Content,
  signer: Signer | null,
  now: Date,
): Promise<SoapAnswer> {
  const parts = { version, body, prefix: '' };
  const text = signer ? await signEnvelope(parts, signer, now) : writeEnvelope(parts);
  return { status: 200, contentType: contentTypeOf(version), body: text };
}

/** @param error anything but a SoapFault is the caller's to translate first */
export async function writeFaultAnswer(
  version: SoapVersion,
  fault: SoapFault,
  signer: Signer | null,
  now: Date,
): Promise<SoapAnswer> {
  const parts = { version, header: writeFaultHeader(version, fault), body: writeFault(version, fault), prefix: 's' };
  const text = signer ? await signEnvelope(parts, signer, now) : writeEnvelope(parts);
  return { status: statusOfFault(version, fault), contentType: contentTypeOf(version), body: text };
}
