/** A sign-in under way in one browser: who asks for what, and that a form really comes from its page. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { isFormToken, writeFormToken } from '../../lib/pages/form-token.ts';
import type { Form } from '../../lib/pages/form-body.ts';
import { pageHeaders } from '../../lib/pages/page-headers.ts';
import { accountField } from '../client-metadata.ts';
import { mountPath } from '../create-provider.ts';
import type { OAuthDeps } from '../deps.ts';
import { toAsker, type Asker } from '../pages/asker.ts';

export interface InteractionDeps extends OAuthDeps {
  /** Made on first use: it has to know the public URL. */
  readonly provider: () => Provider;
}

export interface Visit {
  readonly uid: string;
  readonly details: Awaited<ReturnType<Provider['interactionDetails']>>;
  /** Whose the app is. */
  readonly accountId: string;
  readonly asker: Asker;
  /** The words of the scope that was asked for. */
  readonly scopes: readonly string[];
  /** Of the page, without the public URL. */
  readonly path: string;
  readonly token: string;
}

/** A sign-in that is over, or a form that is not ours; a page says so. */
export class VisitRefused extends Error {
  override readonly name = 'VisitRefused';
  readonly statusCode: 400 | 403;
  constructor(statusCode: 400 | 403, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

const formKey = ({ secrets }: OAuthDeps) => secrets.derive('oauth forms');

/** @param prompt what the sign-in has to wait for, if it matters */
export async function readVisit(
  deps: InteractionDeps,
  request: FastifyRequest<{ Params: { uid: string } }>,
  reply: FastifyReply,
  prompt?: 'login' | 'consent',
): Promise<Visit> {
  const { uid } = request.params;
  const provider = deps.provider();
  const details = await provider.interactionDetails(request.raw, reply.raw);
  const client = await provider.Client.find(String(details.params['client_id']));
  const accountId = client?.[accountField];
  const { scope } = details.params;
  if (!client || typeof accountId !== 'string' || details.uid !== uid || (prompt && details.prompt.name !== prompt)) {
    throw new VisitRefused(400, 'The sign-in is another, or further on.');
  }
  return {
    uid,
    details,
    accountId,
    asker: toAsker(client, String(details.params['redirect_uri'])),
    scopes: typeof scope === 'string' ? scope.split(' ') : [],
    path: `${mountPath}/interaction/${uid}`,
    token: writeFormToken(formKey(deps), uid, deps.now()),
  };
}

/**
 * CSRF: the token is of the page, the cookie of the browser. `Origin` would be `null`, because our pages send no referrer.
 * @throws VisitRefused
 */
export function checkForm(deps: OAuthDeps, request: FastifyRequest, uid: string): Form {
  const site = request.headers['sec-fetch-site'];
  // what the form parser of the plugin made; an empty body never reaches it
  const form = request.body instanceof Map ? (request.body as Form) : null;
  const token = form?.get('token') ?? '';
  if (!form || (site !== undefined && site !== 'same-origin') || !isFormToken(formKey(deps), uid, token, deps.now())) {
    throw new VisitRefused(403, 'The form does not come from its page, or the page is too old.');
  }
  return form;
}

/** @returns the document, with the headers of a page set */
export function showPage(
  deps: OAuthDeps,
  reply: FastifyReply,
  document: string,
  { status = 200, formTarget }: { readonly status?: number; readonly formTarget?: string } = {},
): FastifyReply {
  const https = deps.publicUrl().startsWith('https:');
  return reply
    .code(status)
    .headers(pageHeaders({ https, formTarget: formTarget ?? null }))
    .send(document);
}

/** Goes on with the authorization request, and lets the browser forget this part of the way. */
export function goOn(reply: FastifyReply, provider: Provider, { path }: Visit, url: string): FastifyReply {
  const name = provider.cookieName('interaction');
  const gone = [name, `${name}.sig`].map((one) => `${one}=; path=${path}; max-age=0; httponly; samesite=lax`);
  return reply.header('set-cookie', gone).redirect(url, 303);
}
