/** /v1/credentials */
import { invalid } from '../../../domain/errors.ts';
import { fingerprintOf, parseCertificate } from '../../../lib/client-certificate.ts';
import type { Caller } from '../../../use-cases/caller.ts';
import {
  createApiKey,
  createUser,
  listCredentials,
  registerCertificate,
  revokeCredential,
} from '../../../use-cases/account/manage-credentials.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toCredential } from '../mapping.ts';
import { toPage, toPageOf } from '../page.ts';
import { Credential, CredentialWithSecret, NewCredential } from '../schemas/credential.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { IdParams, NoParams, NoQuery, Nothing, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['credentials'];

export function credentials(app: NativeApp, deps: Deps): void {
  app.post(
    '/credentials',
    {
      schema: {
        operationId: 'createCredential',
        summary: 'Makes an API key, or a user with a password; or registers a client certificate.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewCredential,
        response: { 201: Named(CredentialWithSecret) },
        refusals: [409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => create(deps, caller, request.body),
        show: ({ id, dialect, label, secret }): CredentialWithSecret => ({
          id,
          dialect,
          label,
          secret: secret ?? null,
        }),
      }),
  );

  app.get(
    '/credentials',
    {
      schema: {
        operationId: 'listCredentials',
        summary: 'Lists credentials, newest first, revoked ones too.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Credential)) },
        refusals: [],
      },
    },
    async (request) => {
      const rows = await listCredentials(deps, identityOf(request).caller, toPageOf(request.query));
      return toPage(rows, request.query, toCredential);
    },
  );

  app.delete(
    '/credentials/:id',
    {
      schema: {
        operationId: 'revokeCredential',
        summary: 'Ends a credential and the sessions that it opened, at once.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        response: { 204: Nothing },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 204,
        run: ({ caller }) => revokeCredential(deps, caller, request.params.id),
        show: () => null,
      }),
  );
}

type Made = { readonly id: string; readonly dialect: string; readonly label: string; readonly secret?: string };

async function create(deps: Deps, caller: Caller, body: NewCredential): Promise<Made> {
  const { dialect, label, userName, password } = body;
  if (dialect === 'loginext') {
    const given = body.certificate ? 'certificate' : body.fingerprint ? 'fingerprint' : null;
    if (given) throw invalid(given, 'The dialect signs in with a user name.');
    if (!userName) throw invalid('userName', 'The dialect signs in with a user name.');
    if (!password) throw invalid('password', 'The dialect signs in with a password.');
    return createUser(deps, caller, { dialect, label, userName, password });
  }
  if (userName || password) throw invalid(userName ? 'userName' : 'password', 'An API key is made by us.');
  const fingerprint = toFingerprint(body);
  if (fingerprint === null) return createApiKey(deps, caller, { dialect, label });
  if (dialect === 'native')
    throw invalid(body.certificate ? 'certificate' : 'fingerprint', 'An API key is made by us.');
  return registerCertificate(deps, caller, { dialect, label, fingerprint });
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
