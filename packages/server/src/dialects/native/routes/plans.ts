/** /v1/plans: asked for, read, called off. */
import type { Deps } from '../../../use-cases/deps.ts';
import { cancelPlan, getPlan, listPlans } from '../../../use-cases/plan/read-plans.ts';
import { submitDeliveries } from '../../../use-cases/plan/submit-plan.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toPage, toPageOf } from '../page.ts';
import { toDeliveriesRequest, toPlan, toPlanSummary } from '../plan-mapping.ts';
import { Page } from '../schemas/page.ts';
import { NewPlan, Plan, PlanQuery, PlanSummary } from '../schemas/plan.ts';
import { IdParams, NoBody, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['plans'];

export function plans(app: NativeApp, deps: Deps): void {
  app.post(
    '/plans',
    {
      schema: {
        operationId: 'createPlan',
        summary: 'Plans routes for deliveries that wait and couriers who are free, and makes trips of them.',
        tags,
        description: 'Answers at once. The plan shows how far it is; `plan.applied` or `plan.failed` tells of its end.',
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewPlan,
        response: { 201: Named(PlanSummary) },
        refusals: [404],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) =>
          submitDeliveries(deps, caller, request.body.name ?? null, toDeliveriesRequest(request.body)),
        show: toPlanSummary,
      }),
  );

  app.get(
    '/plans',
    {
      schema: {
        operationId: 'listPlans',
        summary: 'Lists plans, also those that partners sent whole, newest first and without their routes.',
        tags,
        params: NoParams,
        querystring: PlanQuery,
        response: { 200: Page(Named(PlanSummary)) },
        refusals: [],
      },
    },
    async (request) => {
      const filter = { ...toPageOf(request.query), state: request.query.state ?? null };
      return toPage(await listPlans(deps, identityOf(request).caller, filter), request.query, toPlanSummary);
    },
  );

  app.get(
    '/plans/:id',
    {
      schema: {
        operationId: 'getPlan',
        summary: 'Shows a plan: how far it is, and in the end its routes and what was left out and why.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(Plan) },
        refusals: [404],
      },
    },
    async (request) => toPlan(await getPlan(deps, identityOf(request).caller, request.params.id)),
  );

  app.post(
    '/plans/:id/cancel',
    {
      schema: {
        operationId: 'cancelPlan',
        summary: 'Calls a plan off before trips are made of it.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NoBody,
        response: { 200: Named(PlanSummary) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => cancelPlan(deps, caller, request.params.id),
        show: toPlanSummary,
      }),
  );
}
