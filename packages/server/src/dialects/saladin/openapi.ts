/** The OpenAPI document of the three operations, made from the schemas that their routes really use. */
import swagger from '@fastify/swagger';
import { Type } from 'typebox';
import type { SaladinApp } from './routes/app.ts';
import { refusals } from './schemas/refusal.ts';

const description = `Saladin’s delivery insurance for SMEs, from the insurer’s side: partners submit, track and cancel policies of their
deliveries.

**Signature (param).** \`signature\` is the MD5, in hex of either case, of \`api_token_key\`, \`tracking_number\` and
\`premium_amount\`, one behind the other. It alone says whose a request is. The premium is signed as it stands in the body or in its
digits; where the body has none, it is that of the policy.

**Answers.** \`{"status": "success", …}\`; what is refused is \`{"status": "error", "message"}\` with 400 for what is malformed, 401 for a
wrong signature and for a tracking number that nobody has, 409 for another content of a known tracking number and for what
cannot be cancelled, 422 for what a rule of the product refuses. Amounts are whole units of the product’s currency.

Misspelt names are the document’s own: \`drop_up_address\`, \`tracking_desctiption\`, \`good_quantity\`.`;

const tags = [
  { name: 'delivery insurance', description: 'API #1 to #3 of the document.' },
  { name: 'about', description: 'This document.' },
];

/** Call it before the routes: it sees those that follow. */
export async function describeRoutes(app: SaladinApp): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Waybill for delivery insurance', version: '1', description },
      tags,
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
