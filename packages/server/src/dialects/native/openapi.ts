/** The OpenAPI document of this dialect, made from the schemas that its routes really use. */
import swagger from '@fastify/swagger';
import { Type } from 'typebox';
import type { NativeApp } from './routes/app.ts';
import { components } from './schemas/components.ts';
import { toResponses, type RefusalStatus } from './schemas/problem.ts';
import { NoParams, NoQuery } from './schemas/request.ts';

declare module 'fastify' {
  interface FastifySchema {
    /**
     * How the operation may refuse, beside what any may answer. Not among its responses: a problem is written by
     * problem.ts, and a serialiser for each would take a second at every start.
     */
    refusals?: readonly RefusalStatus[];
  }
}

/** Of each operation that may come with a body: Fastify reads that of a DELETE too. */
const unreadable = [413, 415] as const;

/** Call it before the routes: it sees those that follow. */
export async function describeRoutes(app: NativeApp): Promise<void> {
  for (const schema of components) app.addSchema(schema);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Waybill',
        version: '1',
        description: 'The native API: deliveries, those who carry them, where they are, and who hears of it.',
      },
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer' },
          courierToken: { type: 'http', scheme: 'bearer', description: 'Of a courier’s phone, from signInCourier.' },
        },
      },
      security: [{ apiKey: [] }],
    },
    transform: ({ schema, url, route }) => {
      const { refusals, ...rest } = schema;
      const ofBody = route.method === 'GET' ? [] : unreadable;
      const response = { ...toRecord(rest.response), ...(refusals && toResponses([...ofBody, ...refusals])) };
      return { schema: { ...rest, response }, url };
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) =>
        typeof json['$id'] === 'string' ? json['$id'] : `def-${index}`,
    },
  });
}

/** Readable without a key: it says how to get in. */
export function openApi(app: NativeApp): void {
  app.get(
    '/openapi.json',
    {
      schema: {
        operationId: 'getOpenApi',
        summary: 'This document.',
        tags: ['about'],
        security: [],
        params: NoParams,
        querystring: NoQuery,
        response: { 200: Type.Object({}, { additionalProperties: true }) },
        refusals: [],
      },
    },
    () => app.swagger(),
  );
}

function toRecord(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
