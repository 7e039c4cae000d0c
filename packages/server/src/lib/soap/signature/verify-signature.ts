/** Checks the WS-Security signature of a message: who signed it, and that what we read is what was signed. */
import { createHash, verify } from 'node:crypto';
import { canonicalize } from '../../xml/canonicalize.ts';
import { childElements, childrenNamed, isElement, onlyChild } from '../../xml/children.ts';
import { copyElement } from '../../xml/element.ts';
import { checkTimestamp } from './check-timestamp.ts';
import { chooseCertificate } from './choose-certificate.ts';
import { readSignature, type Reference } from './read-signature.ts';
import { SignatureFault } from './signature-fault.ts';
import { ds, wsse, wsu, type DigestName } from './signature-names.ts';
import { checkIdsDiffer, idOf } from './signed-ids.ts';
import type { XmlElement } from 'libxml2-wasm';
import type { Envelope } from '../read-envelope.ts';
import type { TrustedCertificate } from './trusted-certificates.ts';

export interface SignaturePolicy {
  readonly trusted: readonly TrustedCertificate[];
  /** Digests that are taken; sha1 only where a partner still has nothing better. */
  readonly digests: readonly DigestName[];
}

/** The parts of the one Security header: all found by where they stand, so each is what its name says. */
interface Security {
  readonly block: XmlElement;
  readonly timestamp: XmlElement;
  readonly signature: XmlElement;
  readonly signedInfo: XmlElement;
  readonly tokens: readonly XmlElement[];
}

/**
 * Body and Timestamp must both be signed, by a certificate of the policy, at a time that is now. Whoever reads the
 * payload of this same envelope reads what was signed: one parse, one tree. A message that is sent again within its ten
 * minutes passes; the operations behind it are idempotent.
 * @returns the certificate that signed
 * @throws SignatureFault
 */
export function verifySignature(envelope: Envelope, policy: SignaturePolicy, now: Date): TrustedCertificate {
  const security = findSecurity(envelope);
  checkIdsDiffer(envelope.body.doc);
  const signature = readSignature(copyElement(security.signature), policy.digests);
  const signer = chooseCertificate(signature.keyInfo, copyElement(security.block), policy.trusted);
  checkValidity(signer, now);

  // first: without the right key nothing further is worth its time, nor to be believed
  const bytes = canonicalize(security.signedInfo, signature.inclusivePrefixes);
  if (!verify(signature.digestName, bytes, signer.certificate.publicKey, signature.value))
    throw new SignatureFault('The signature value is not right.');

  const signed = signature.references.map((reference) => checkReference(reference, envelope, security));
  for (const part of [envelope.body, security.timestamp])
    if (!signed.includes(part)) throw new SignatureFault('The Body and the Timestamp must both be signed.');
  if (new Set(signed).size < signed.length) throw new SignatureFault('The signature refers to an element twice.');
  checkTimestamp(copyElement(security.timestamp), now);
  return signer;
}

function findSecurity({ headerBlocks }: Envelope): Security {
  const [block, second] = headerBlocks.filter((one) => isElement(one, wsse, 'Security'));
  if (!block || second) throw new SignatureFault('The message must have one Security header.');
  const timestamp = onlyChild(block, wsu, 'Timestamp');
  const signature = onlyChild(block, ds, 'Signature');
  const signedInfo = signature && onlyChild(signature, ds, 'SignedInfo');
  const tokens = childrenNamed(block, wsse, 'BinarySecurityToken');
  const known = tokens.length + 2;
  if (!timestamp || !signedInfo || childElements(block).length !== known)
    throw new SignatureFault('The Security header must hold one Signature, one Timestamp and no more than tokens.');
  return { block, timestamp, signature, signedInfo, tokens };
}

/** @returns the element that the reference signs: one of those we know, never one that merely bears the Id */
function checkReference(
  { id, digestName, digest, inclusivePrefixes }: Reference,
  envelope: Envelope,
  security: Security,
): XmlElement {
  const target = [envelope.body, security.timestamp, ...security.tokens].find((one) => idOf(one) === id);
  if (!target) throw new SignatureFault('A reference names something other than the Body, the Timestamp or a token.');
  const bytes = canonicalize(target, inclusivePrefixes);
  if (!createHash(digestName).update(bytes).digest().equals(digest))
    throw new SignatureFault('The message was changed after it was signed.');
  return target;
}

function checkValidity({ certificate }: TrustedCertificate, now: Date): void {
  if (now < certificate.validFromDate || now > certificate.validToDate)
    throw new SignatureFault('The certificate of the signature is not valid at this time.');
}
