/** /v1/follow-ups */
import { isUuid } from '../../../lib/new-id.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { listFollowUps, retryFollowUps } from '../../../use-cases/follow/follow-ups.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toFollowUp } from '../hub-work-mapping.ts';
import { readCursor, toPageBy } from '../page.ts';
import { FollowUp, FollowUpQuery, FollowUpRetry } from '../schemas/follow-up.ts';
import { Page } from '../schemas/page.ts';
import { NoBody, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['shipping orders'];
const defaultLimit = 50;

export function followUps(app: NativeApp, deps: Deps): void {
  app.get(
    '/follow-ups',
    {
      schema: {
        operationId: 'listFollowUps',
        summary: 'Lists what has still to be done inside the house after events.',
        tags,
        params: NoParams,
        querystring: FollowUpQuery,
        response: { 200: Page(Named(FollowUp)) },
        refusals: [],
      },
    },
    async (request) => {
      const { limit = defaultLimit, cursor, state = null } = request.query;
      const page = { limit, state, after: cursor === undefined ? null : readPlace(cursor) };
      const rows = await listFollowUps(deps, identityOf(request).caller, page);
      return toPageBy(rows, limit, toFollowUp, ({ follower, eventId }) => `${follower} ${eventId}`);
    },
  );

  app.post(
    '/follow-ups/retry',
    {
      schema: {
        operationId: 'retryFollowUps',
        summary: 'Tries again what was given up.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NoBody,
        response: { 200: Named(FollowUpRetry) },
        refusals: [],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => retryFollowUps(deps, caller),
        show: (retried) => ({ retried }),
      }),
  );
}

/** @throws DomainError `invalid_input` for a cursor that we did not make */
function readPlace(cursor: string): { follower: string; eventId: string } {
  const [follower = '', eventId = ''] = readCursor(cursor, (text) => {
    const [name = '', id = '', ...more] = text.split(' ');
    return /^[a-z-]{1,40}$/.test(name) && isUuid(id) && more.length === 0;
  }).split(' ');
  return { follower, eventId };
}
