/** /v1/deliveries/{id}/proofs */
import type { Deps } from '../../../use-cases/deps.ts';
import { addProof } from '../../../use-cases/proof/add-proof.ts';
import { listProofs } from '../../../use-cases/proof/list-proofs.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toProof } from '../mapping.ts';
import { cutPage, toPage } from '../page.ts';
import { acceptForms, readForm, uploadsOf } from '../proof-form.ts';
import { toProofInput } from '../proof-input.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { Proof, ProofForm } from '../schemas/proof.ts';
import { IdParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['proofs'];

export async function proofs(app: NativeApp, deps: Deps): Promise<void> {
  await app.register(async (plain) => {
    const forms: NativeApp = plain;
    await acceptForms(forms);
    addProofs(forms, deps);
  });

  app.get(
    '/deliveries/:id/proofs',
    {
      schema: {
        operationId: 'listProofs',
        summary: 'Lists the proofs of a delivery in the order in which they were captured.',
        tags,
        params: IdParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Proof)) },
        refusals: [404],
      },
    },
    async (request) => {
      const all = await listProofs(deps, identityOf(request).caller, request.params.id);
      return toPage(cutPage(all, request.query), request.query, toProof);
    },
  );
}

function addProofs(app: NativeApp, deps: Deps): void {
  app.post(
    '/deliveries/:id/proofs',
    {
      preValidation: readForm,
      schema: {
        operationId: 'addProof',
        summary: 'Adds a proof: photos, signature, who and where. Files are judged by what they are.',
        tags,
        consumes: ['multipart/form-data'],
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: ProofForm,
        response: { 201: Named(Proof) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: async ({ caller }) =>
          addProof(deps, caller, toProofInput(request.params.id, request.body, uploadsOf(request), deps.now())),
        show: toProof,
      }),
  );
}
