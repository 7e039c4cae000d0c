/** A fault: what a SOAP service says instead of an answer. */
import type { SoapVersion } from './soap-version.ts';
import type { Xml } from '../xml/write-element.ts';

/** Who is to blame; the two last are the protocol's own (SOAP 1.2 part 1, section 5.4.6). */
export type FaultSide = 'sender' | 'receiver' | 'version_mismatch' | 'must_understand';

export interface QualifiedName {
  readonly namespace: string;
  readonly name: string;
}

export interface FaultDetails {
  /** The service's own code, such as InvalidParameter; null for the protocol's faults. */
  readonly code: QualifiedName | null;
  /** Null for what the version prescribes. */
  readonly status?: number | null;
  readonly detail?: Xml | null;
  /** Header blocks that must have been understood. */
  readonly notUnderstood?: readonly QualifiedName[];
}

export class SoapFault extends Error {
  override readonly name = 'SoapFault';
  readonly side: FaultSide;
  readonly code: QualifiedName | null;
  readonly status: number | null;
  readonly detail: Xml | null;
  readonly notUnderstood: readonly QualifiedName[];

  /** @param words plain English for the caller */
  constructor(side: FaultSide, words: string, { code, status, detail, notUnderstood }: FaultDetails) {
    super(words);
    this.side = side;
    this.code = code;
    this.status = status ?? null;
    this.detail = detail ?? null;
    this.notUnderstood = notUnderstood ?? [];
  }
}

/** SOAP 1.1 section 6.2: each fault is a 500. SOAP 1.2 part 2, table 20: the sender's are a 400. */
export function statusOfFault(version: SoapVersion, fault: SoapFault): number {
  return fault.status ?? (version === '1.2' && fault.side === 'sender' ? 400 : 500);
}
