/** /v1/subscription-plans */
import type { Deps } from '../../../use-cases/deps.ts';
import { addVariation, changePlan, createPlan, getPlan, listPlans } from '../../../use-cases/subscription/plans.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { readIfMatch } from '../entity-tag.ts';
import { toPage, toPageOf } from '../page.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { ChangeHeaders, IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import { NewPlan, NewVariation, PlanPatch, SubscriptionPlan } from '../schemas/subscription-plan.ts';
import { toPlanDraft, toVariationDraft } from '../subscription-drafts.ts';
import { toPlan } from '../subscription-mapping.ts';
import type { NativeApp } from './app.ts';

const tags = ['subscription plans'];

export function subscriptionPlans(app: NativeApp, deps: Deps): void {
  app.post(
    '/subscription-plans',
    {
      schema: {
        operationId: 'createSubscriptionPlan',
        summary: 'Adds a plan of a store, with its variations.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewPlan,
        response: { 201: Named(SubscriptionPlan) },
        refusals: [],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ account, caller }) => createPlan(deps, caller, toPlanDraft(request.body, account.currency)),
        show: toPlan,
      }),
  );

  app.get(
    '/subscription-plans',
    {
      schema: {
        operationId: 'listSubscriptionPlans',
        summary: 'Lists subscription plans, newest first.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(SubscriptionPlan)) },
        refusals: [],
      },
    },
    async (request) =>
      toPage(await listPlans(deps, identityOf(request).caller, toPageOf(request.query)), request.query, toPlan),
  );

  app.get(
    '/subscription-plans/:id',
    {
      schema: {
        operationId: 'getSubscriptionPlan',
        summary: 'Shows a subscription plan.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(SubscriptionPlan) },
        refusals: [404],
      },
    },
    async (request) => toPlan(await getPlan(deps, identityOf(request).caller, request.params.id)),
  );

  app.patch(
    '/subscription-plans/:id',
    {
      schema: {
        operationId: 'updateSubscriptionPlan',
        summary: 'Changes a plan for later orders, or archives it.',
        tags,
        headers: ChangeHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: PlanPatch,
        response: { 200: Named(SubscriptionPlan) },
        refusals: [404, 412],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: async ({ caller }) => {
          const version = readIfMatch(request.headers['if-match']);
          return changePlan(deps, caller, { id: request.params.id, version, change: request.body });
        },
        show: toPlan,
      }),
  );

  app.post(
    '/subscription-plans/:id/variations',
    {
      schema: {
        operationId: 'addSubscriptionPlanVariation',
        summary: 'Adds a variation to a plan.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NewVariation,
        response: { 201: Named(SubscriptionPlan) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => addVariation(deps, caller, request.params.id, toVariationDraft(request.body)),
        show: toPlan,
      }),
  );
}
