/** Refuses a request whose host can be read in two ways: whoever stands before us may have read the other one. */

import type { IncomingMessage } from 'node:http';

/** A name or an address, with a port. RFC 9110 lets it be empty. */
const sane = /^([a-z0-9._-]*|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;

class DoubtfulHost extends Error {
  override readonly name = 'DoubtfulHost';
  readonly statusCode = 400;
}

/** @throws an error with status 400. RFC 9112, 3.2: two Host fields, or one that is no host. Node itself takes both. */
export const checkHost = ({ headers, rawHeaders }: Pick<IncomingMessage, 'headers' | 'rawHeaders'>): void => {
  const count = rawHeaders.filter((text, place) => place % 2 === 0 && text.toLowerCase() === 'host').length;
  if (count > 1) throw new DoubtfulHost('The request names two hosts.');
  if (!sane.test(headers.host ?? '')) throw new DoubtfulHost('The host of the request is none.');
};
