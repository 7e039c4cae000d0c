/** Where the browser sees the receiver's pages: a host name of the dialect's own has no prefix. */
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../../../use-cases/deps.ts';
import type { PagesPlace } from '../../../../use-cases/payment/payment-request.ts';

/** Of the pages under the address that everybody knows. */
const usual = '/mdelivery/public';

/** Path of the folder of the pages. */
export const baseOf = ({ originalUrl }: Pick<FastifyRequest, 'originalUrl'>): string =>
  /^([^?]*?\/public)\//.exec(originalUrl)?.[1] ?? '';

/** With the address for those who send the browser back to us. */
export function placeOf(
  { publicUrl }: Pick<Deps, 'publicUrl'>,
  request: Pick<FastifyRequest, 'originalUrl' | 'host'>,
): PagesPlace {
  const base = baseOf(request);
  const { origin, protocol } = new URL(publicUrl());
  return { base, address: `${base === usual ? origin : `${protocol}//${request.host}`}${base}` };
}
