/** The OpenAPI document of the three operations, made from the schemas that their routes really use. */
import swagger from '@fastify/swagger';
import { Type } from 'typebox';
import type { SaladinApp } from './routes/app.ts';
import { refusals } from './schemas/refusal.ts';

/** Call it before the routes: it sees those that follow. */
export async function describeRoutes(app: SaladinApp): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Waybill for delivery insurance',
        version: '1',
        description:
          'Every body holds `signature`: the MD5, in hex, of api_token_key, tracking_number and premium_amount, one ' +
          'behind the other.',
      },
    },
  });
}

/** Readable for everybody: it says how to get in. */
export function openApi(app: SaladinApp): void {
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
