/** Makes a credential of the kind that its dialect signs in with. */
import { invalid } from '../../domain/errors.ts';
import { fingerprintOf, parseCertificate } from '../../lib/client-certificate.ts';
import { createApiKey, createUser, registerCertificate } from '../../use-cases/account/manage-credentials.ts';
import { createSigningPair, createSigningToken } from '../../use-cases/account/signing-keys.ts';
import type { Caller } from '../../use-cases/caller.ts';
import type { Deps } from '../../use-cases/deps.ts';
import type { CredentialWithSecret, NewCredential } from './schemas/credential.ts';

/** What may be given beside dialect and label. */
type Means = 'userName' | 'password' | 'certificate' | 'fingerprint' | 'encryption' | 'token';

const ours = 'An API key is made by us.';
const kinds: Readonly<
  Record<NewCredential['dialect'], { readonly means: readonly Means[]; readonly otherwise: string }>
> = {
  native: { means: [], otherwise: ours },
  loginext: { means: ['userName', 'password'], otherwise: 'The dialect signs in with a user name.' },
  mdelivery: { means: ['certificate', 'fingerprint'], otherwise: ours },
  subplace: { means: ['encryption'], otherwise: 'The key and its secret are made by us.' },
  saladin: { means: ['token'], otherwise: 'The dialect signs with a token.' },
};

type Made = Pick<CredentialWithSecret, 'id' | 'dialect' | 'label'> & Partial<CredentialWithSecret>;

/** @throws DomainError `invalid_input` for what the dialect does not sign in with; `duplicate` */
export async function makeCredential(deps: Deps, caller: Caller, body: NewCredential): Promise<Made> {
  const { dialect, label, encryption, token } = body;
  refuseOtherMeans(body);
  switch (dialect) {
    case 'native':
      return createApiKey(deps, caller, { dialect, label });
    case 'loginext':
      return createUser(deps, caller, { dialect, label, ...userOf(body) });
    case 'mdelivery': {
      const fingerprint = toFingerprint(body);
      if (fingerprint === null) return createApiKey(deps, caller, { dialect, label });
      return registerCertificate(deps, caller, { dialect, label, fingerprint });
    }
    case 'subplace':
      return createSigningPair(deps, caller, { dialect, label, encrypted: encryption === true });
    case 'saladin':
      return createSigningToken(deps, caller, { dialect, label, token: token ?? null });
  }
}

function refuseOtherMeans(body: NewCredential): void {
  const { means, otherwise } = kinds[body.dialect];
  const all = Object.values(kinds).flatMap((kind) => kind.means);
  const other = all.find((one) => body[one] !== undefined && body[one] !== null && !means.includes(one));
  if (other !== undefined) throw invalid(other, otherwise);
}

function userOf({ userName, password }: NewCredential) {
  if (!userName) throw invalid('userName', kinds.loginext.otherwise);
  if (!password) throw invalid('password', 'The dialect signs in with a password.');
  return { userName, password };
}

/** Hex in lower case. @throws DomainError `invalid_input` for what is no certificate, and for both at once */
function toFingerprint({ certificate, fingerprint }: NewCredential): string | null {
  if (certificate && fingerprint) throw invalid('fingerprint', 'Give the certificate or its fingerprint.');
  if (fingerprint) return fingerprint.replaceAll(':', '').toLowerCase();
  if (!certificate) return null;
  const parsed = parseCertificate(certificate);
  if (!parsed) throw invalid('certificate', 'It is no certificate in PEM.');
  return fingerprintOf(parsed);
}
