/** The member's yes to what an app asks for: it becomes a grant, and nothing that was granted before counts. */
import type { FastifyInstance } from 'fastify';
import type Provider from 'oidc-provider';
import { resourceOf } from '../create-provider.ts';
import { classic, standardScopes, tasks } from '../scopes.ts';
import { checkForm, goOn, readVisit, VisitRefused, type InteractionDeps } from './visit.ts';

export function consentRoute(app: FastifyInstance, deps: InteractionDeps): void {
  app.post<{ Params: { uid: string } }>('/interaction/:uid/consent', async (request, reply) => {
    const visit = await readVisit(deps, request, reply, 'consent');
    checkForm(deps, request, visit.uid);
    const { details, scopes } = visit;
    const accountId = details.session?.accountId;
    if (accountId === undefined) throw new VisitRefused(400, 'Nobody is signed in.');
    const provider = deps.provider();
    const grant = new provider.Grant({ accountId, clientId: String(details.params['client_id']) });
    addScopes(grant, resourceOf(deps), scopes);
    const consent = { grantId: await grant.save() };
    return goOn(reply, provider, visit, await provider.interactionResult(request.raw, reply.raw, { consent }));
  });
}

/** Those that exist; what else was asked for is not given. */
export function addScopes(grant: InstanceType<Provider['Grant']>, resource: string, scopes: readonly string[]): void {
  const standard = standardScopes.filter((scope) => scopes.includes(scope));
  const own = [tasks, classic].filter((scope) => scopes.includes(scope));
  if (standard.length > 0) grant.addOIDCScope(standard.join(' '));
  if (own.length > 0) grant.addResourceScope(resource, own.join(' '));
}
