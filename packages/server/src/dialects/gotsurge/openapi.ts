/** The OpenAPI document of this dialect, made from the schemas that its routes really use. */
import swagger from '@fastify/swagger';
import { Type } from 'typebox';
import type { GotSurgeApp } from './routes/app.ts';
import { Organization } from './schemas/organization.ts';
import { Refusal, refusals, withRefusals, type OwnRefusal } from './schemas/refusal.ts';
import { TaskDetail } from './schemas/task-detail.ts';

declare module 'fastify' {
  interface FastifySchema {
    /** How an operation of GotSurge's may refuse, beside what follows from its sign-in and what comes in. */
    mayRefuse?: readonly OwnRefusal[];
  }
}

const description = `GotSurge’s Partnership API 0.1.0: its fields and messages, at paths of our own where it has lost its own.

Nearly every operation needs a bearer token: by \`authorize\` and \`exchangeToken\`, by single sign-on and \`exchangeSsoSession\`,
or by the standard flow with PKCE that \`/oauth2/.well-known/openid-configuration\` describes. It acts for one member by one app.

Money is in thousandths of a cent: 200000 is SGD 2.00. Times are ISO 8601, in UTC when we write them. Ids are matched to the letter.`;

const tags = [
  { name: 'oauth2', description: 'How an app gets a token for a member, in GotSurge’s words.' },
  { name: 'tasks', description: 'What the app makes for the organisation of its member.' },
  { name: 'price', description: 'What a drive should cost.' },
  { name: 'platform tasks', description: 'Tasks of a platform and of the organisations that it looks after.' },
  { name: 'platform partners', description: 'The organisations that a platform looks after, and their people.' },
  { name: 'webhook', description: 'What the app is told at the address that the operator registered for it.' },
  { name: 'about', description: 'This document.' },
];

/** In the document only: the bodies that we send are made in `webhook.ts`. */
const taskStatusUpdated = {
  post: {
    operationId: 'taskStatusUpdated',
    summary: 'A task that the app made has changed: its status, or a field.',
    description: 'Not of its creation. What is not answered with a 2xx in time is sent again.',
    tags: ['webhook'],
    security: [],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object' as const,
            required: ['type', 'model_name', 'data', 'updates', 'timestamp'],
            properties: {
              type: { type: 'string' as const, enum: ['update'] },
              model_name: { type: 'string' as const, enum: ['Task'] },
              data: { $ref: '#/components/schemas/TaskDetail' },
              updates: {
                type: 'object' as const,
                additionalProperties: true,
                description:
                  'The keys of `data` that changed, always with `current_status`, `updated_at` and `version_rev`; after ' +
                  'a cancellation or a failure also `reason`.',
              },
              timestamp: { type: 'string' as const, format: 'date-time', description: 'When it happened.' },
            },
          },
        },
      },
    },
    responses: { '2XX': { description: 'Heard.' } },
  },
};

/** Call it before the routes: it sees those that follow. */
export async function describeRoutes(app: GotSurgeApp): Promise<void> {
  for (const schema of [Refusal, Organization, TaskDetail]) app.addSchema(schema);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Waybill for GotSurge’s partners', version: '1', description },
      tags,
      components: { securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearerAuth: [] }],
      webhooks: { Task: taskStatusUpdated },
    },
    transform: ({ schema, url }) => ({ schema: withRefusals(schema), url }),
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) =>
        typeof json['$id'] === 'string' ? json['$id'] : `def-${index}`,
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
