/** The OpenAPI document of this dialect, made from the schemas that its routes really use. */
import swagger from '@fastify/swagger';
import { Type } from 'typebox';
import type { GotSurgeApp } from './routes/app.ts';
import { refusals } from './schemas/refusal.ts';

/** Call it before the routes: it sees those that follow. */
export async function describeRoutes(app: GotSurgeApp): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Waybill for GotSurge’s partners',
        version: '1',
        description:
          'GotSurge’s Partnership API 0.1.0: its fields and messages, at paths of our own where it has lost its own.',
      },
      components: { securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearerAuth: [] }],
    },
  });
}

/** Readable without a token: it says how to get in. */
export function openApi(app: GotSurgeApp): void {
  app.get(
    '/openapi.json',
    {
      schema: {
        operationId: 'getOpenApi',
        summary: 'This document.',
        tags: ['about'],
        security: [],
        response: { 200: Type.Object({}, { additionalProperties: true }), ...refusals },
      },
    },
    () => app.swagger(),
  );
}
