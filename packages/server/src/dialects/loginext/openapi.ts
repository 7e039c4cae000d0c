/** The OpenAPI document of this dialect, made from the schemas that its routes really use. */
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { PlainEnvelope } from './schemas/envelope.ts';

/** The pair of tokens that Authenticate hands out; both come with each request. */
const securitySchemes = {
  token: { type: 'apiKey', in: 'header', name: 'WWW-Authenticate', description: '`BASIC ` and the token.' },
  secret: { type: 'apiKey', in: 'header', name: 'CLIENT_SECRET_KEY', description: 'The key that came with the token.' },
} as const;

/** Call it before the routes: it sees those that follow. */
export async function describeRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Waybill for LogiNext’s clients',
        version: '1',
        description:
          'LogiNext’s own paths, fields and messages, misspellings included. Every answer wears the envelope.',
      },
      components: { securitySchemes },
      security: [{ token: [], secret: [] }],
    },
  });
}

/** Readable without tokens: it says how to get in. */
export function openApi(app: FastifyInstance): void {
  app.get(
    '/openapi.json',
    {
      schema: {
        operationId: 'getOpenApi',
        summary: 'This document.',
        tags: ['about'],
        security: [],
        response: {
          200: Type.Object({}, { additionalProperties: true }),
          '4xx': PlainEnvelope,
          '5xx': PlainEnvelope,
        },
      },
    },
    () => app.swagger(),
  );
}
