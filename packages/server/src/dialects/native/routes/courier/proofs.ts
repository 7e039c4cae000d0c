/** /v1/courier/proofs: photos, signatures, names, of what he has or had. */
import { addOwnProof } from '../../../../use-cases/courier/add-own-proof.ts';
import type { Deps } from '../../../../use-cases/deps.ts';
import { courierOf } from '../../courier-auth.ts';
import { toProof } from '../../mapping.ts';
import { acceptForms, readForm, uploadsOf } from '../../proof-form.ts';
import { toProofInput } from '../../proof-input.ts';
import { CourierProofForm } from '../../schemas/courier-action.ts';
import { Proof } from '../../schemas/proof.ts';
import { NoParams, NoQuery } from '../../schemas/request.ts';
import { Named } from '../../schemas/shape.ts';
import type { NativeApp } from '../app.ts';
import { signedByCourier } from './signed-by-courier.ts';

export async function courierProofs(app: NativeApp, deps: Deps): Promise<void> {
  await app.register(async (plain) => {
    const forms: NativeApp = plain;
    await acceptForms(forms);
    addProofs(forms, deps);
  });
}

function addProofs(app: NativeApp, deps: Deps): void {
  app.post(
    '/courier/proofs',
    {
      preValidation: readForm,
      schema: {
        operationId: 'addOwnProof',
        summary: 'Adds a proof of a delivery that he has or had; with the same clientId it is the one that is there.',
        ...signedByCourier,
        consumes: ['multipart/form-data'],
        params: NoParams,
        querystring: NoQuery,
        body: CourierProofForm,
        response: { 201: Named(Proof) },
        refusals: [404],
      },
    },
    async (request, reply) => {
      const { clientId, deliveryId, ...form } = request.body;
      const input = toProofInput(deliveryId.toLowerCase(), form, uploadsOf(request), deps.now());
      const proof = await addOwnProof(deps, courierOf(request), { ...input, clientId: clientId.toLowerCase() });
      return reply.code(201).send(toProof(proof));
    },
  );
}
