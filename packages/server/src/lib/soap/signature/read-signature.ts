/** Reads a ds:Signature into plain data, and refuses whatever we do not use. */
import { exclusiveCanonicalization } from '../../xml/canonicalize.ts';
import { attributeOf, isNamed, type Element } from '../../xml/element.ts';
import { readBase64 } from './base64.ts';
import { SignatureFault } from './signature-fault.ts';
import {
  digestMethods,
  digestOf,
  ds,
  envelopedSignature,
  signatureMethods,
  type DigestName,
} from './signature-names.ts';

export interface Reference {
  /** Of the element that was signed. */
  readonly id: string;
  readonly inclusivePrefixes: readonly string[];
  readonly digestName: DigestName;
  readonly digest: Buffer;
}

export interface Signature {
  /** Prefixes that count as used in SignedInfo. */
  readonly inclusivePrefixes: readonly string[];
  readonly digestName: DigestName;
  readonly references: readonly Reference[];
  readonly value: Buffer;
  readonly keyInfo: Element;
}

/** Body, Timestamp and a token or two. */
const mostReferences = 8;
const mostPrefixes = 32;

/**
 * XML Signature, section 4, as far as WS-Security needs it.
 * @param allowed digests; sha1 only where somebody has asked for it
 * @throws SignatureFault
 */
export function readSignature(signature: Element, allowed: readonly DigestName[]): Signature {
  const [signedInfo, value, keyInfo, more] = signature.elements;
  const [canonicalization, method, ...references] = signedInfo?.elements ?? [];
  if (
    !(signedInfo && isNamed(signedInfo, ds, 'SignedInfo')) ||
    !(value && isNamed(value, ds, 'SignatureValue')) ||
    !(keyInfo && isNamed(keyInfo, ds, 'KeyInfo')) ||
    !(canonicalization && isNamed(canonicalization, ds, 'CanonicalizationMethod')) ||
    !(method && isNamed(method, ds, 'SignatureMethod')) ||
    more
  )
    throw new SignatureFault('The signature must hold SignedInfo, SignatureValue and KeyInfo, and nothing else.');

  const digestName = digestOf(signatureMethods, attributeOf(method, '', 'Algorithm'), allowed);
  if (!digestName || method.elements.length > 0) throw new SignatureFault('The signature method is not taken.');
  if (references.length === 0 || references.length > mostReferences)
    throw new SignatureFault('The signature has no references, or too many.');
  const bytes = readBase64(value.text);
  if (!bytes) throw new SignatureFault('The signature value is not base64.');
  return {
    inclusivePrefixes: readCanonicalization(canonicalization),
    digestName,
    references: references.map((one) => readReference(one, allowed)),
    value: bytes,
    keyInfo,
  };
}

function readReference(reference: Element, allowed: readonly DigestName[]): Reference {
  const [transforms, method, value, more] = reference.elements;
  const id = /^#([\w.-]+)$/.exec(attributeOf(reference, '', 'URI') ?? '')?.[1];
  if (
    !isNamed(reference, ds, 'Reference') ||
    !(transforms && isNamed(transforms, ds, 'Transforms')) ||
    !(method && isNamed(method, ds, 'DigestMethod')) ||
    !(value && isNamed(value, ds, 'DigestValue')) ||
    more
  )
    throw new SignatureFault('A reference must hold Transforms, DigestMethod and DigestValue.');
  if (!id) throw new SignatureFault('A reference must name an element of the message by its Id.');

  const digestName = digestOf(digestMethods, attributeOf(method, '', 'Algorithm'), allowed);
  if (!digestName) throw new SignatureFault('The digest method is not taken.');
  const digest = readBase64(value.text);
  if (!digest) throw new SignatureFault('A digest value is not base64.');
  return { id, inclusivePrefixes: readTransforms(transforms), digestName, digest };
}

/**
 * Exclusive canonicalisation, last. The enveloped-signature transform may stand before it: what we let be signed never
 * holds the signature, so it changes nothing. XPath, XSLT and the like could leave out what they please.
 */
function readTransforms(transforms: Element): readonly string[] {
  const last = transforms.elements.at(-1);
  const before = transforms.elements.slice(0, -1);
  const isEnveloped = (one: Element) =>
    isNamed(one, ds, 'Transform') && attributeOf(one, '', 'Algorithm') === envelopedSignature && one.elements.length === 0; // prettier-ignore
  if (!last || !isNamed(last, ds, 'Transform') || before.length > 1 || !before.every(isEnveloped))
    throw new SignatureFault('The transforms of a reference are not taken.');
  return readCanonicalization(last);
}

/** @returns the prefixes of InclusiveNamespaces (Exclusive XML Canonicalization, section 4) */
function readCanonicalization(method: Element): readonly string[] {
  const [inclusive, more] = method.elements;
  const known = attributeOf(method, '', 'Algorithm') === exclusiveCanonicalization && !more;
  if (!known || (inclusive && !isNamed(inclusive, exclusiveCanonicalization, 'InclusiveNamespaces')))
    throw new SignatureFault('Only exclusive canonicalisation without comments is taken.');
  const list = inclusive ? (attributeOf(inclusive, '', 'PrefixList') ?? '') : '';
  const prefixes = list.split(/\s+/).filter((prefix) => prefix !== '');
  if (
    prefixes.length > mostPrefixes ||
    !prefixes.every((prefix) => /^(#default|[\p{L}_][\p{L}\p{N}_.-]*)$/u.test(prefix))
  )
    throw new SignatureFault('The list of inclusive namespaces is not taken.');
  return prefixes;
}
