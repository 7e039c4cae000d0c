/** /v1/reconciliations */
import type { Deps } from '../../../use-cases/deps.ts';
import {
  getReconciliation,
  isDay,
  listReconciliations,
  startReconciliation,
} from '../../../use-cases/reconciliation/runs.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toReconciliation, toReconciliationSummary } from '../hub-work-mapping.ts';
import { readCursor, toPageBy } from '../page.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { DayParams, Reconciliation, ReconciliationSummary } from '../schemas/reconciliation.ts';
import { NoBody, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['shipping orders'];
const defaultLimit = 50;

export function reconciliations(app: NativeApp, deps: Deps): void {
  app.get(
    '/reconciliations',
    {
      schema: {
        operationId: 'listReconciliations',
        summary: 'Lists the reconciliations of the last days, newest first.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(ReconciliationSummary)) },
        refusals: [],
      },
    },
    async (request) => {
      const { limit = defaultLimit, cursor } = request.query;
      const before = cursor === undefined ? null : readCursor(cursor, isDay);
      const runs = await listReconciliations(deps, identityOf(request).caller, { before, limit });
      return toPageBy(runs, limit, toReconciliationSummary, ({ day }) => day);
    },
  );

  app.get(
    '/reconciliations/:day',
    {
      schema: {
        operationId: 'getReconciliation',
        summary: 'Shows what providers, this house and carriers did not agree on that day.',
        description:
          'Each shipping order that is open, has ended within a day, or whose payer is owed something is compared with ' +
          'what its provider and its carrier say of it.',
        tags,
        params: DayParams,
        querystring: NoQuery,
        response: { 200: Named(Reconciliation) },
        refusals: [404],
      },
    },
    async (request) => toReconciliation(await getReconciliation(deps, identityOf(request).caller, request.params.day)),
  );

  app.post(
    '/reconciliations',
    {
      schema: {
        operationId: 'startReconciliation',
        summary: 'Begins the reconciliation of today anew; a job works on it within a minute.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NoBody,
        response: { 201: Named(Reconciliation) },
        refusals: [],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => startReconciliation(deps, caller),
        show: toReconciliation,
      }),
  );
}
