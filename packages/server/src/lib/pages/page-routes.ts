/** Makes pages of an app's routes: they read forms and nothing else, and say in a page what went wrong. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BadForm, mostFormBytes, parseForm, type Form } from './form-body.ts';
import { pageHeaders, type PageRules } from './page-headers.ts';

/** A page that says what went wrong. */
export interface FaultPage extends Pick<PageRules, 'style'> {
  readonly status: number;
  readonly document: string;
  /** Seconds; null or none: nobody can say. */
  readonly retryAfter?: number | null;
}

export interface PageSite {
  /** Whether the outside reaches us by TLS. */
  readonly https: () => boolean;
  readonly showFault: (error: unknown, request: FastifyRequest) => FaultPage;
}

export function makePages(app: FastifyInstance, { https, showFault }: PageSite): void {
  app.removeAllContentTypeParsers();
  const form = { parseAs: 'string', bodyLimit: mostFormBytes } as const;
  const parse = async (_request: FastifyRequest, text: string) => parseForm(text);
  app.addContentTypeParser('application/x-www-form-urlencoded', form, parse);
  app.setErrorHandler((error, request, reply) => {
    const { document, retryAfter = null, ...shown } = showFault(error, request);
    if (shown.status >= 500) request.log.error({ err: error }, 'a page failed');
    if (retryAfter !== null) void reply.header('retry-after', String(retryAfter));
    return sendPage(reply, document, { ...shown, https: https() });
  });
}

export function sendPage(
  reply: FastifyReply,
  document: string,
  { status = 200, ...rules }: PageRules & { readonly status?: number },
): FastifyReply {
  return reply.code(status).headers(pageHeaders(rules)).send(document);
}

/** @throws BadForm when it did not come from a page of ours: another site must not send a form for a person */
export function formOf(request: FastifyRequest): Form {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw new BadForm('The form comes from another site.');
  // what the parser made; an empty body never reaches it
  if (!(request.body instanceof Map)) throw new BadForm('The form is empty.');
  return request.body as Form;
}
