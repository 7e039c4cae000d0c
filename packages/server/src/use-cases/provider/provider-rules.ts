/** What an account may register of a provider: whom we connect to, by which name, and where its receivers are sent back. */
import { invalid } from '../../domain/errors.ts';
import type { Provider, ProviderSecret } from '../../domain/provider/provider.ts';
import { belongTogether, isPrivateKey, readCertificates } from '../../lib/pem-check.ts';
import type { Deps } from '../deps.ts';
import { assertBaseUrl, isPlain } from '../partner-call/base-url.ts';

type Connection = Pick<Provider, 'own' | 'baseUrl' | 'auth' | 'trustedCa' | 'returnOrigins'>;

/** @throws DomainError `invalid_input`, `url_refused` */
export function assertConnection(deps: Pick<Deps, 'settings'>, provider: Connection): void {
  const { own, baseUrl, auth, trustedCa, returnOrigins } = provider;
  if (own !== (baseUrl === null)) {
    throw invalid('baseUrl', own ? 'Our own provider side has no address to choose.' : 'A provider has an address.');
  }
  if (baseUrl !== null) assertBaseUrl(deps, baseUrl);
  if (baseUrl !== null && auth === 'certificate' && isPlain(baseUrl)) {
    throw invalid('baseUrl', 'A client certificate is shown over https:// alone.');
  }
  if (trustedCa !== null && !readCertificates(trustedCa)) {
    throw invalid('trustedCa', 'It must be certificates in PEM, and nothing beside them.');
  }
  for (const [index, origin] of returnOrigins.entries()) {
    if (!isOrigin(deps, origin)) {
      throw invalid(`returnOrigins.${index}`, 'It must be an origin, such as https://agency.example.');
    }
  }
}

function isOrigin({ settings }: Pick<Deps, 'settings'>, text: string): boolean {
  const url = URL.parse(text);
  const open = url?.protocol === 'https:' || (settings.privateUrls && url?.protocol === 'http:');
  return open && url?.origin === text;
}

/** @throws DomainError `invalid_input` */
export function assertSecret(secret: ProviderSecret, now: Date): void {
  if (secret.kind === 'bearer') {
    // it stands in a header
    if (!/^[\x21-\x7e]+$/.test(secret.token)) throw invalid('secret.token', 'It must be printable ASCII without spaces.');
    return;
  }
  const [certificate] = readCertificates(secret.certificate) ?? [];
  if (!certificate) throw invalid('secret.certificate', 'It must be a certificate in PEM, with those of its issuers or without.');
  if (now > new Date(certificate.validTo)) throw invalid('secret.certificate', 'The certificate has expired.');
  if (!isPrivateKey(secret.key)) throw invalid('secret.key', 'It must be a private key in PEM, without a password.');
  if (!belongTogether(secret.certificate, secret.key)) {
    throw invalid('secret.key', 'It is not the key of the certificate, or too weak for TLS.');
  }
} // prettier-ignore
