/** Tells the version of SOAP by the media type of a request. */
import { MIMEType } from 'node:util';
import { SoapFault } from './soap-fault.ts';
import { versionOfMediaType, type SoapVersion } from './soap-version.ts';

export interface SoapContentType {
  readonly version: SoapVersion;
  /** SOAP 1.2's parameter; null when there is none. */
  readonly action: string | null;
}

/** @throws SoapFault 415 for any other media type, attachments (multipart) among them, and any other character set */
export function readContentType(contentType: string | undefined): SoapContentType {
  const type = parse(contentType ?? '');
  const version = type && versionOfMediaType(type.essence);
  if (!type || !version) throw unsupported('The content type must be text/xml for SOAP 1.1 or application/soap+xml for SOAP 1.2.'); // prettier-ignore
  const charset = type.params.get('charset') ?? 'utf-8';
  if (!/^(utf-?8|us-ascii)$/i.test(charset)) throw unsupported('The message must be written in UTF-8.');
  return { version, action: version === '1.2' ? type.params.get('action') : null };
}

function parse(contentType: string): MIMEType | null {
  try {
    return new MIMEType(contentType);
  } catch {
    return null;
  }
}

const unsupported = (words: string) => new SoapFault('sender', words, { code: null, status: 415 });
