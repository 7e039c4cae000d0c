/** /v1/insurance-rules */
import type { Deps } from '../../../use-cases/deps.ts';
import { changeRule, createRule, getRule, listRules } from '../../../use-cases/insurer/insurance-rules.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { readIfMatch } from '../entity-tag.ts';
import { toInsuranceRule, toRuleChange, toRuleDraft } from '../insurer-mapping.ts';
import { toPage, toPageOf } from '../page.ts';
import { InsuranceRule, InsuranceRulePatch, NewInsuranceRule } from '../schemas/insurance-rule.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { ChangeHeaders, IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['insurance'];

export function insuranceRules(app: NativeApp, deps: Deps): void {
  app.post(
    '/insurance-rules',
    {
      schema: {
        operationId: 'createInsuranceRule',
        summary: 'Adds a rule, by which deliveries that are made from now on are insured elsewhere.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewInsuranceRule,
        response: { 201: Named(InsuranceRule) },
        refusals: [],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => createRule(deps, caller, toRuleDraft(request.body)),
        show: toInsuranceRule,
      }),
  );

  app.get(
    '/insurance-rules',
    {
      schema: {
        operationId: 'listInsuranceRules',
        summary: 'Lists rules of insurance, newest first.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(InsuranceRule)) },
        refusals: [],
      },
    },
    async (request) =>
      toPage(
        await listRules(deps, identityOf(request).caller, toPageOf(request.query)),
        request.query,
        toInsuranceRule,
      ),
  );

  app.get(
    '/insurance-rules/:id',
    {
      schema: {
        operationId: 'getInsuranceRule',
        summary: 'Shows a rule of insurance.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(InsuranceRule) },
        refusals: [404],
      },
    },
    async (request) => toInsuranceRule(await getRule(deps, identityOf(request).caller, request.params.id)),
  );

  app.patch(
    '/insurance-rules/:id',
    {
      schema: {
        operationId: 'updateInsuranceRule',
        summary: 'Changes a rule of insurance, pauses it, or lets it go on. What is covered already stays so.',
        tags,
        headers: ChangeHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: InsuranceRulePatch,
        response: { 200: Named(InsuranceRule) },
        refusals: [404, 412],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => {
          const version = readIfMatch(request.headers['if-match']);
          return changeRule(deps, caller, { id: request.params.id, version, change: toRuleChange(request.body) });
        },
        show: toInsuranceRule,
      }),
  );
}
