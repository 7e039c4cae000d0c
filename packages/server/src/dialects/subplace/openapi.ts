/** The OpenAPI document of the four operations, made from the schemas that their routes really use. */
import swagger from '@fastify/swagger';
import { Type } from 'typebox';
import type { SubplaceApp } from './routes/app.ts';
import { refusals } from './schemas/refusal.ts';

/** Call it before the routes: it sees those that follow. */
export async function describeRoutes(app: SubplaceApp): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Waybill for SUBPLACE partners',
        version: '1',
        description:
          'Every body holds `key` and `signature`: lower-case hex HMAC-SHA256 with the secret over all other top-level ' +
          'fields, sorted by name, as `name=value` joined by `&`. A refused request is answered with 200 and a ' +
          '`status.code` that is not 1.',
      },
    },
  });
}

/** Readable for everybody: it says how to get in. */
export function openApi(app: SubplaceApp): void {
  app.get(
    '/openapi.json',
    {
      schema: {
        operationId: 'getOpenApi',
        summary: 'This document.',
        tags: ['about'],
        response: { 200: Type.Object({}, { additionalProperties: true }), ...refusals },
      },
    },
    () => app.swagger(),
  );
}
