/** The member's no: the app hears it as the standard's access_denied, with its state. */
import type { FastifyInstance } from 'fastify';
import { checkForm, goOn, readVisit, type InteractionDeps } from './visit.ts';

const refusal = { error: 'access_denied', error_description: 'The member did not allow it.' };

export function abortRoute(app: FastifyInstance, deps: InteractionDeps): void {
  app.post<{ Params: { uid: string } }>('/interaction/:uid/abort', async (request, reply) => {
    const visit = await readVisit(deps, request, reply);
    checkForm(deps, request, visit.uid);
    const provider = deps.provider();
    return goOn(reply, provider, visit, await provider.interactionResult(request.raw, reply.raw, refusal));
  });
}
