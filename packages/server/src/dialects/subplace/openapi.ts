/** The OpenAPI document of the four operations, made from the schemas that their routes really use. */
import swagger from '@fastify/swagger';
import { Type } from 'typebox';
import type { SubplaceApp } from './routes/app.ts';
import { refusals } from './schemas/refusal.ts';

const description = `SUBPLACE’s Biz Partner API, for partners who read the orders of subscriptions that are theirs.

**Security signature.** Every body holds \`key\` and \`signature\`: lower-case hex HMAC-SHA256, with the secret of the key, over all
other top-level fields sorted by the code points of their names, as \`name=value\` joined by \`&\`. Null is empty, a text or a number
is its text, anything else its JSON without spaces.

**Request body encryption,** where the key demands it. The body is \`{"key", "data"}\`: \`data\` is base64 of 12 bytes of nonce, the
signed body encrypted by AES-256-GCM, and its tag of 16 bytes; the text of \`key\` is the additional data. A nonce counts once.

**Answers.** A refused request is answered with 200 and a \`status.code\` that is not 1; what cannot be read, with 4xx and the same body.
Times are \`9-3-2022, 9:46 PM\` by the clocks of the zone in which the order was placed. Amounts are in the currency of the plan: texts
with its decimals in orders, numbers in Billing.`;

const tags = [
  { name: 'order', description: 'Fulfilment list, fulfilment detail and order list.' },
  { name: 'billing', description: 'The bills of each cycle.' },
  { name: 'webhook', description: 'What is sent to the address that the operator registered.' },
  { name: 'about', description: 'This document.' },
];

/** In the document only: the bodies that we send are made in `events.ts`. */
const order = {
  post: {
    operationId: 'orderWebhook',
    summary: 'An order was paid, or approved; then it has the number of its delivery.',
    tags: ['webhook'],
    requestBody: {
      required: true,
      content: {
        'application/x-www-form-urlencoded': {
          schema: {
            type: 'object' as const,
            required: ['signature', 'order'],
            properties: {
              signature: {
                type: 'string' as const,
                description: 'As in requests, over `order`. Empty while the account has no key.',
              },
              order: { type: 'string' as const, description: 'JSON: a list with one order, as in the order list.' },
            },
          },
        },
      },
    },
    responses: { '2XX': { description: 'Heard. Anything else is sent again.' } },
  },
};

/** Call it before the routes: it sees those that follow. */
export async function describeRoutes(app: SubplaceApp): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Waybill for SUBPLACE partners', version: '1', description },
      tags,
      webhooks: { ORDER: order },
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
