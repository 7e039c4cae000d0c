/** /v1/organisations */
import type { Deps } from '../../../use-cases/deps.ts';
import { inviteForOperator } from '../../../use-cases/invitation/invite.ts';
import {
  changeOrganisation,
  getOrganisation,
  listOrganisations,
} from '../../../use-cases/organisation/organisations.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { readIfMatch, toEntityTag } from '../entity-tag.ts';
import { toPage, toPageOf } from '../page.ts';
import { toInvitation, toOrganisation, toOrganisationChange } from '../partner-mapping.ts';
import {
  Invitation,
  NewInvitation,
  Organisation,
  OrganisationPatch,
  OrganisationQuery,
} from '../schemas/organisation.ts';
import { Page } from '../schemas/page.ts';
import { ChangeHeaders, IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['partners'];

export function organisations(app: NativeApp, deps: Deps): void {
  app.get(
    '/organisations',
    {
      schema: {
        operationId: 'listOrganisations',
        summary: 'Lists organisations, newest first: all, or those that one platform looks after.',
        tags,
        params: NoParams,
        querystring: OrganisationQuery,
        response: { 200: Page(Named(Organisation)) },
        refusals: [],
      },
    },
    async (request) => {
      const { query } = request;
      const page = { ...toPageOf(query), platformId: query.platformId ?? null };
      return toPage(await listOrganisations(deps, identityOf(request).caller, page), query, toOrganisation);
    },
  );

  app.get(
    '/organisations/:id',
    {
      schema: {
        operationId: 'getOrganisation',
        summary: 'Shows an organisation.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(Organisation) },
        refusals: [404],
      },
    },
    async (request, reply) => {
      const one = await getOrganisation(deps, identityOf(request).caller, request.params.id);
      void reply.header('etag', toEntityTag(one.version));
      return toOrganisation(one);
    },
  );

  app.patch(
    '/organisations/:id',
    {
      schema: {
        operationId: 'updateOrganisation',
        summary: 'Changes the name of an organisation, and what was agreed with it.',
        tags,
        headers: ChangeHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: OrganisationPatch,
        response: { 200: Named(Organisation) },
        refusals: [404, 409, 412],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: async ({ caller }) => {
          const version = readIfMatch(request.headers['if-match']);
          const change = toOrganisationChange(request.body);
          return changeOrganisation(deps, caller, { id: request.params.id, version, change });
        },
        show: toOrganisation,
      }),
  );

  app.post(
    '/organisations/:id/invitations',
    {
      schema: {
        operationId: 'inviteMember',
        summary: 'Invites somebody by mail to an organisation; an open invitation of the same address is replaced.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NewInvitation,
        response: { 201: Named(Invitation) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => inviteForOperator(deps, caller, { organisationId: request.params.id, ...request.body }),
        show: toInvitation,
      }),
  );
}
