/** /v1/credentials */
import { listCredentials, revokeCredential } from '../../../use-cases/account/manage-credentials.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { makeCredential } from '../make-credential.ts';
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
        summary: 'Makes an API key, a signing key or a user with a password; or registers a certificate or a token.',
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
        run: ({ caller }) => makeCredential(deps, caller, request.body),
        show: ({ id, dialect, label, secret, key, encryptionKey }): CredentialWithSecret => ({
          id,
          dialect,
          label,
          secret: secret ?? null,
          ...(key !== undefined && { key, encryptionKey: encryptionKey ?? null }),
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
