/** /v1/policies and what partners reported of them */
import type { Deps } from '../../../use-cases/deps.ts';
import { readTimeline } from '../../../use-cases/event/read-timeline.ts';
import { certificateLink } from '../../../use-cases/policy/links.ts';
import { getPolicy, listPolicies, listPolicyReports } from '../../../use-cases/policy/read-policies.ts';
import { identityOf } from '../auth.ts';
import { showEventPage, toEventPage } from '../event-page.ts';
import { toPage, toPageOf } from '../page.ts';
import { toPolicy, toPolicyReport, toPolicySummary } from '../policy-mapping.ts';
import { Event } from '../schemas/event.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { Policy, PolicyQuery, PolicyReport, PolicySummary } from '../schemas/policy.ts';
import { IdParams, NoParams, NoQuery } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['insurance'];

export function policies(app: NativeApp, deps: Deps): void {
  app.get(
    '/policies',
    {
      schema: {
        operationId: 'listPolicies',
        summary: 'Lists policies that partners have with us, newest first.',
        tags,
        params: NoParams,
        querystring: PolicyQuery,
        response: { 200: Page(Named(PolicySummary)) },
        refusals: [],
      },
    },
    async (request) => {
      const { state = null, trackingNumber = null, number = null } = request.query;
      const filter = { ...toPageOf(request.query), state, trackingNumber, number };
      return toPage(await listPolicies(deps, identityOf(request).caller, filter), request.query, toPolicySummary);
    },
  );

  app.get(
    '/policies/:id',
    {
      schema: {
        operationId: 'getPolicy',
        summary: 'Shows a policy with its parties, its goods and the link to its certificate.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(Policy) },
        refusals: [404],
      },
    },
    async (request) => {
      const { policy, token } = await getPolicy(deps, identityOf(request).caller, request.params.id);
      return toPolicy(policy, certificateLink(deps, token));
    },
  );

  app.get(
    '/policies/:id/events',
    {
      schema: {
        operationId: 'listPolicyEvents',
        summary: 'Tells what happened to a policy, oldest event first.',
        tags,
        params: IdParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Event)) },
        refusals: [404],
      },
    },
    async (request) => {
      const { caller } = identityOf(request);
      const { policy } = await getPolicy(deps, caller, request.params.id);
      const events = await readTimeline(deps, caller, policy.id, toEventPage(request.query));
      return showEventPage(events, request.query);
    },
  );

  app.get(
    '/policies/:id/reports',
    {
      schema: {
        operationId: 'listPolicyReports',
        summary: 'Lists what a partner reported of the insured goods, in the order in which it came, newest first.',
        tags,
        params: IdParams,
        querystring: PageQuery,
        response: { 200: Page(Named(PolicyReport)) },
        refusals: [404],
      },
    },
    async (request) => {
      const { caller } = identityOf(request);
      const reports = await listPolicyReports(deps, caller, request.params.id, toPageOf(request.query));
      return toPage(reports, request.query, toPolicyReport);
    },
  );
}
