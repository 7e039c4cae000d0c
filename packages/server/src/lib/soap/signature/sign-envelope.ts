/** Writes an envelope that is signed as MPay's samples are: Timestamp and Body, with our certificate beside them. */
import { createHash, randomUUID, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { canonicalize, exclusiveCanonicalization } from '../../xml/canonicalize.ts';
import { onlyChild } from '../../xml/children.ts';
import { withDocument } from '../../xml/with-document.ts';
import { element, type Content, type Xml } from '../../xml/write-element.ts';
import { writeEnvelope, type EnvelopeParts } from '../write-envelope.ts';
import { envelopeNamespaces } from '../soap-version.ts';
import { digestMethods, ds, signatureMethods, wsse, wsu, type DigestName } from './signature-names.ts';
import type { Signer } from './signer.ts';
import type { XmlElement } from 'libxml2-wasm';

/** What MPay's samples of answers live. */
const lifeMs = 5 * 60_000;

const signInPool = promisify(sign);

/**
 * The key works in node's thread pool; what it signs is canonicalised from the very text that is sent.
 * Header blocks of the parts go before the signature's own, and are not signed.
 * @returns a whole document
 */
export async function signEnvelope(
  parts: Pick<EnvelopeParts, 'version' | 'header' | 'body' | 'prefix'>,
  signer: Signer,
  now: Date,
): Promise<string> {
  const id = randomUUID().replaceAll('-', '');
  const timestamp = writeTimestamp(`TS-${id}`, now);
  const write = (signature: Content) =>
    writeEnvelope({
      ...parts,
      header: [parts.header ?? null, element('Security', { xmlns: wsse }, timestamp, signature)],
      onEnvelope: { 'xmlns:wsu': wsu },
      onBody: { 'wsu:Id': `BD-${id}` },
    });

  const digests = digestParts(write(null), parts.version, signer.digestName);
  const signedInfo = writeSignedInfo(signer.digestName, [
    [`BD-${id}`, digests.body],
    [`TS-${id}`, digests.timestamp],
  ]);
  const bytes = readOwn(writeSignature(signedInfo, '', signer).text, (root) =>
    canonicalize(expectChild(root, ds, 'SignedInfo')),
  );
  const value = await signInPool(signer.digestName, bytes, signer.key);
  return write(writeSignature(signedInfo, value.toString('base64'), signer));
}

const writeTimestamp = (id: string, now: Date): Xml =>
  element(
    'wsu:Timestamp',
    { 'wsu:Id': id },
    element('wsu:Created', {}, now.toISOString()),
    element('wsu:Expires', {}, new Date(now.getTime() + lifeMs).toISOString()),
  );

function digestParts(envelope: string, version: EnvelopeParts['version'], digestName: DigestName) {
  const namespace = envelopeNamespaces[version];
  const digest = (node: XmlElement) => createHash(digestName).update(canonicalize(node)).digest('base64');
  return readOwn(envelope, (root) => ({
    body: digest(expectChild(root, namespace, 'Body')),
    timestamp: digest(expectChild(expectChild(expectChild(root, namespace, 'Header'), wsse, 'Security'), wsu, 'Timestamp')), // prettier-ignore
  }));
}

/** Exclusive canonicalisation gives the same bytes for it here and in the envelope. */
const writeSignature = (signedInfo: Xml, value: string, { certificate }: Signer): Xml =>
  element(
    'Signature',
    { xmlns: ds },
    signedInfo,
    element('SignatureValue', {}, value),
    element('KeyInfo', {}, element('X509Data', {}, element('X509Certificate', {}, certificate))),
  );

const writeSignedInfo = (digestName: DigestName, digests: readonly (readonly [id: string, digest: string])[]): Xml =>
  element(
    'SignedInfo',
    {},
    element('CanonicalizationMethod', { Algorithm: exclusiveCanonicalization }),
    element('SignatureMethod', { Algorithm: signatureMethods[digestName] }),
    digests.map(([id, digest]) =>
      element(
        'Reference',
        { URI: `#${id}` },
        element('Transforms', {}, element('Transform', { Algorithm: exclusiveCanonicalization })),
        element('DigestMethod', { Algorithm: digestMethods[digestName] }),
        element('DigestValue', {}, digest),
      ),
    ),
  );

/** What we wrote ourselves may be larger than what may come in. */
const unlimited = Number.MAX_SAFE_INTEGER;
const ownLimits = {
  bytes: unlimited,
  depth: 200,
  nodes: unlimited,
  attributes: unlimited,
  attributesOfOne: unlimited,
  attributeLength: unlimited,
};

const readOwn = <T>(text: string, use: (root: XmlElement) => T): T =>
  withDocument(Buffer.from(text), ownLimits, ({ root }) => use(root));

function expectChild(node: XmlElement, namespace: string, name: string): XmlElement {
  const child = onlyChild(node, namespace, name);
  if (!child) throw new Error(`What was written has no ${name}.`);
  return child;
}
