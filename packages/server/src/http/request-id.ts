/** Names each request, by the caller's own name where it is a sane one. */

import type { IncomingMessage } from 'node:http';
import { v7 } from 'uuid';

export const requestIdOf = (request: Pick<IncomingMessage, 'headers'>): string => {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[A-Za-z0-9._~:-]{1,64}$/.test(given) ? given : v7();
};
