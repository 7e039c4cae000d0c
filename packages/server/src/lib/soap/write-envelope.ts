/** Writes envelopes of both versions. */
import { element, fragment, type Content, type Xml } from '../xml/write-element.ts';
import { envelopeNamespaces, type SoapVersion } from './soap-version.ts';

export interface EnvelopeParts {
  readonly version: SoapVersion;
  readonly header?: Content;
  readonly body: Content;
  /** Empty for the default namespace, as the published samples of answers have it. */
  readonly prefix?: string;
  /** Further declarations and attributes of the envelope and the body. */
  readonly onEnvelope?: Readonly<Record<string, string>>;
  readonly onBody?: Readonly<Record<string, string>>;
}

/** @returns a whole document */
export function writeEnvelope({
  version,
  header = null,
  body,
  prefix = 's',
  onEnvelope,
  onBody,
}: EnvelopeParts): string {
  const name = (local: string) => (prefix === '' ? local : `${prefix}:${local}`);
  const blocks: Xml = fragment(header);
  const envelope = element(
    name('Envelope'),
    { ...onEnvelope, [prefix === '' ? 'xmlns' : `xmlns:${prefix}`]: envelopeNamespaces[version] },
    blocks.text === '' ? null : element(name('Header'), {}, blocks),
    element(name('Body'), onBody, body),
  );
  return `<?xml version="1.0" encoding="utf-8"?>${envelope.text}`;
}
