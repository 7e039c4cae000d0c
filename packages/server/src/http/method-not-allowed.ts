/** Tells a path that exists under another method (405 with Allow) from one that does not exist (404). */

import type { FastifyInstance } from 'fastify';

/** A dialect's error handler sees it like any refusal of Fastify's: `statusCode` and a stable `code`. */
export class MethodNotAllowed extends Error {
  override readonly name = 'MethodNotAllowed';
  readonly statusCode = 405;
  readonly code = 'method_not_allowed';
}

export const refuseOtherMethods = (app: FastifyInstance) => {
  const methods = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const known = methods.get(url) ?? new Set();
    for (const one of [method].flat()) known.add(one);
    methods.set(url, known);
  });
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return;
    const path = request.url.split('?', 1)[0] ?? '';
    const allowed = [...methods].flatMap(([pattern, known]) => (matches(pattern, path) ? [...known] : []));
    if (allowed.length === 0 || allowed.includes(request.method)) return;
    void reply.header('allow', [...new Set(allowed)].sort().join(', '));
    throw new MethodNotAllowed(`${request.method} is not allowed here.`);
  });
};

/** Fastify can look a route up by its pattern only, not by a path. */
const matches = (pattern: string, path: string): boolean => {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.at(-1) === '*') return given.length >= wanted.length && samePlaces(wanted.slice(0, -1), given);
  return wanted.length === given.length && samePlaces(wanted, given);
};

const samePlaces = (wanted: readonly string[], given: readonly string[]) =>
  wanted.every((place, index) => (place.includes(':') ? given[index] !== '' : place === given[index]));
