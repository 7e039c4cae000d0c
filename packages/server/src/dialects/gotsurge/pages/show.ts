/** How the pages of this dialect are shown, and what they say when something goes wrong. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { html } from '../../../lib/pages/html.ts';
import { page } from '../../../lib/pages/layout.ts';
import type { PageRules } from '../../../lib/pages/page-headers.ts';
import * as routes from '../../../lib/pages/page-routes.ts';
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
  shown: Shown = {},
): FastifyReply {
  return routes.sendPage(reply, document, { https: isHttps(deps), ...shown });
}

export function makePages(app: FastifyInstance, deps: Pick<Deps, 'publicUrl'>): void {
  routes.makePages(app, {
    https: () => isHttps(deps),
    showFault: (error) => {
      const { status, message } = toRefusal(error);
      return { status, document: faultPage(message) };
    },
  });
}

export const faultPage = (message: string): string =>
  page(
    'This does not work',
    html`<h1>This does not work</h1>
      <p>${message}</p>`,
  );
