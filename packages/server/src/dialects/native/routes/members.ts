/** /v1/members */
import type { Deps } from '../../../use-cases/deps.ts';
import { changeMember, listMembers } from '../../../use-cases/organisation/members.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { readIfMatch } from '../entity-tag.ts';
import { toPage, toPageOf } from '../page.ts';
import { toMember } from '../partner-mapping.ts';
import { Member, MemberPatch, MemberQuery } from '../schemas/member.ts';
import { Page } from '../schemas/page.ts';
import { ChangeHeaders, IdParams, NoParams, NoQuery } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['partners'];

export function members(app: NativeApp, deps: Deps): void {
  app.get(
    '/members',
    {
      schema: {
        operationId: 'listMembers',
        summary: 'Lists the people of organisations, newest first: of all, or of one.',
        tags,
        params: NoParams,
        querystring: MemberQuery,
        response: { 200: Page(Named(Member)) },
        refusals: [],
      },
    },
    async (request) => {
      const { query } = request;
      const page = { ...toPageOf(query), organisationId: query.organisationId ?? null };
      return toPage(await listMembers(deps, identityOf(request).caller, page), query, toMember);
    },
  );

  app.patch(
    '/members/:id',
    {
      schema: {
        operationId: 'updateMember',
        summary: 'Changes what a member may do, sets a new password, or ends what apps may do in their name.',
        tags,
        headers: ChangeHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: MemberPatch,
        response: { 200: Named(Member) },
        refusals: [404, 409, 412],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => {
          const version = readIfMatch(request.headers['if-match']);
          return changeMember(deps, caller, { id: request.params.id, version, change: request.body });
        },
        show: toMember,
      }),
  );
}
