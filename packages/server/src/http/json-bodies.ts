/** Reads JSON bodies, strictly, and for dialects what was wrapped in one (`parseJson` of the app); keeps the bytes for routes that have to know how a value was written. */
import type { FastifyInstance } from 'fastify';
import { parseStrictJson } from './strict-json.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The request's decorator `rawBody` holds the bytes of its body: `15000.0` is signed as it stands. Never log them. */
    readonly rawBody?: true;
  }
}

export const parseJsonBodies = (app: FastifyInstance): void => {
  app.removeContentTypeParser(['text/plain', 'application/json']);
  app.decorateRequest('rawBody', null);
  // for bodies that came encrypted
  app.decorate('parseJson', parseStrictJson);
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (request.routeOptions.config.rawBody) request.setDecorator('rawBody', body);
    try {
      done(null, parseStrictJson(body));
    } catch (cause) {
      done(cause instanceof Error ? cause : new Error(String(cause)));
    }
  });
};
