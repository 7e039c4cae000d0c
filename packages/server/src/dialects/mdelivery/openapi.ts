/** The OpenAPI document of the three operations, made from the schemas that their routes really use. */
import swagger from '@fastify/swagger';
import { Type } from 'typebox';
import type { MDeliveryApp } from './routes/app.ts';
import { refusals } from './schemas/refusal.ts';

/** Call it before the routes: it sees those that follow. */
export async function describeRoutes(app: MDeliveryApp): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Waybill for MDelivery',
        version: '1',
        description:
          'The operations that MDelivery calls at a service provider. The same over SOAP: /mdelivery/soap?wsdl.',
      },
      components: { securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearerAuth: [] }],
    },
  });
}

/** Readable for everybody: it says how to get in. */
export function openApi(app: MDeliveryApp): void {
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
