/** How the pages of this dialect are shown, and their forms read. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BadForm, mostFormBytes, parseForm, type Form } from '../../../lib/pages/form-body.ts';
import { html } from '../../../lib/pages/html.ts';
import { page } from '../../../lib/pages/layout.ts';
import { pageHeaders, type PageRules } from '../../../lib/pages/page-headers.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { toRefusal } from '../errors.ts';

export type Shown = Omit<PageRules, 'https'> & { readonly status?: number };

/** Whether the outside reaches us by TLS. */
export const isHttps = ({ publicUrl }: Pick<Deps, 'publicUrl'>): boolean => publicUrl().startsWith('https:');

/** @returns the document, with the headers of a page set */
export function showPage(
  deps: Pick<Deps, 'publicUrl'>,
  reply: FastifyReply,
  document: string,
  { status = 200, ...rules }: Shown = {},
): FastifyReply {
  return reply
    .code(status)
    .headers(pageHeaders({ https: isHttps(deps), ...rules }))
    .send(document);
}

/** Makes an app's routes pages: they read forms and nothing else, and say in a page what went wrong. */
export function makePages(app: FastifyInstance, deps: Pick<Deps, 'publicUrl'>): void {
  app.removeAllContentTypeParsers();
  const form = { parseAs: 'string', bodyLimit: mostFormBytes } as const;
  const parse = async (_request: FastifyRequest, text: string) => parseForm(text);
  app.addContentTypeParser('application/x-www-form-urlencoded', form, parse);
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { status, message } = toRefusal(error);
    if (status >= 500) request.log.error({ err: error }, 'a page failed');
    return showPage(deps, reply, faultPage(message), { status });
  });
}

/** @throws BadForm when it did not come from a page of ours: another site must not send a form for a person */
export function formOf(request: FastifyRequest): Form {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw new BadForm('The form comes from another site.');
  // what the parser made; an empty body never reaches it
  if (!(request.body instanceof Map)) throw new BadForm('The form is empty.');
  return request.body as Form;
}

export const faultPage = (message: string): string =>
  page(
    'This does not work',
    html`<h1>This does not work</h1>
      <p>${message}</p>`,
  );
