/** /v1/claims and what is done with them */
import { approveClaim, payClaim, rejectClaim, submitClaim } from '../../../use-cases/claim/change-claim.ts';
import { draftClaim } from '../../../use-cases/claim/draft-claim.ts';
import { getClaim, listClaims } from '../../../use-cases/claim/read-claims.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toClaim, toClaimDraft, toClaimSummary } from '../claim-mapping.ts';
import { toPage, toPageOf } from '../page.ts';
import {
  Claim,
  ClaimApproval,
  ClaimPayment,
  ClaimQuery,
  ClaimRejection,
  ClaimSummary,
  NewClaim,
} from '../schemas/claim.ts';
import { Page } from '../schemas/page.ts';
import { IdParams, NoBody, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['insurance'];
/** What the four moves of a claim have alike. */
const move = { tags, headers: WriteHeaders, params: IdParams, querystring: NoQuery, response: { 200: Named(Claim) } };

export function claims(app: NativeApp, deps: Deps): void {
  app.post(
    '/claims',
    {
      schema: {
        operationId: 'createClaim',
        summary: 'Drafts a claim on a policy or on coverage, with proofs, track and timeline of its delivery.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewClaim,
        response: { 201: Named(Claim) },
        refusals: [409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => draftClaim(deps, caller, toClaimDraft(request.body)),
        show: toClaim,
      }),
  );

  app.get(
    '/claims',
    {
      schema: {
        operationId: 'listClaims',
        summary: 'Lists claims, newest first.',
        tags,
        params: NoParams,
        querystring: ClaimQuery,
        response: { 200: Page(Named(ClaimSummary)) },
        refusals: [],
      },
    },
    async (request) => {
      const page = { ...toPageOf(request.query), state: request.query.state ?? null };
      return toPage(await listClaims(deps, identityOf(request).caller, page), request.query, toClaimSummary);
    },
  );

  app.get(
    '/claims/:id',
    {
      schema: {
        operationId: 'getClaim',
        summary: 'Shows a claim with its evidence.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(Claim) },
        refusals: [404],
      },
    },
    async (request) => toClaim(await getClaim(deps, identityOf(request).caller, request.params.id)),
  );

  app.post(
    '/claims/:id/submit',
    {
      schema: {
        ...move,
        operationId: 'submitClaim',
        summary: 'Submits a draft to be decided.',
        body: NoBody,
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => submitClaim(deps, caller, request.params.id),
        show: toClaim,
      }),
  );

  app.post(
    '/claims/:id/approve',
    {
      schema: {
        ...move,
        operationId: 'approveClaim',
        summary: 'Approves a claim, in whole or in part.',
        body: ClaimApproval,
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => {
          const { granted, decision } = request.body;
          return approveClaim(deps, caller, request.params.id, { granted, decision: decision ?? null });
        },
        show: toClaim,
      }),
  );

  app.post(
    '/claims/:id/reject',
    {
      schema: {
        ...move,
        operationId: 'rejectClaim',
        summary: 'Rejects a claim.',
        body: ClaimRejection,
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => rejectClaim(deps, caller, request.params.id, request.body.decision),
        show: toClaim,
      }),
  );

  app.post(
    '/claims/:id/pay',
    {
      schema: {
        ...move,
        operationId: 'payClaim',
        summary: 'Notes that an approved claim was paid.',
        body: ClaimPayment,
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => payClaim(deps, caller, request.params.id, request.body.reference ?? null),
        show: toClaim,
      }),
  );
}
