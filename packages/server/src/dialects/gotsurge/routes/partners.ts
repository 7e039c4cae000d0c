/** Partner detail, whose path is the credential. */
import type { SwaggerTransform } from '@fastify/swagger';
import type { FastifyReply } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import { createGuessLimit } from '../../../lib/guess-limit.ts';
import { partnerDetail, type PartnerDetail as Detail } from '../../../use-cases/partner/partner-detail.ts';
import { toUtc } from '../mapping.ts';
import { PartnerDetail, Signature } from '../schemas/partners.ts';
import { refusals, withRefusals } from '../schemas/refusal.ts';
import { readSignature, type Signed } from '../signature.ts';
import { createThrottle } from '../throttle.ts';
import type { Register } from './app.ts';

/** In the document the rest of the path has a name. */
const nameSignature: SwaggerTransform = ({ schema, url }) => ({
  url: url.replace('*', ':signature'),
  schema: withRefusals({ ...schema, params: Signature }),
});

export const partners: Register = async (app, deps) => {
  const throttle = await createThrottle(app, 'partners');
  const guesses = createGuessLimit(() => deps.now().getTime());

  /** The first of the readings that is right. */
  async function find(readings: readonly Signed[], address: string, reply: FastifyReply): Promise<Detail> {
    let refusal = new DomainError('unauthenticated', 'The signature is none of a client key and its secret.');
    for (const signed of readings) {
      const wait = guesses.wait(signed.clientKey, address);
      if (wait > 0) {
        void reply.header('retry-after', String(Math.ceil(wait / 1000)));
        throw new DomainError('too_many_requests', 'Too many wrong secrets came for this key. Try again later.');
      }
      try {
        const detail = await partnerDetail(deps, signed);
        guesses.succeeded(signed.clientKey, address);
        return detail;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refusal = error;
      }
    }
    for (const { clientKey } of readings) guesses.failed(clientKey);
    throw refusal;
  }

  app.get<{ Params: { readonly '*': string } }>(
    '/partners/*',
    {
      config: { secretPath: true, swaggerTransform: nameSignature },
      schema: {
        operationId: 'getPartner',
        mayRefuse: [401],
        summary: 'Shows an app to its owner, who signs with key and secret.',
        tags: ['oauth2'],
        security: [],
        response: { 200: PartnerDetail, ...refusals },
      },
    },
    async (request, reply) => {
      const readings = readSignature(request.params['*']);
      await throttle(request, reply, readings[0]?.clientKey);
      const detail = await find(readings, request.ip, reply);
      return {
        id: detail.id,
        client_key: detail.clientKey,
        secret_key: detail.secretKey,
        // a text in the document, so never null
        webhook_url: detail.webhookUrl ?? '',
        name: detail.name,
        created_at: toUtc(detail.createdAt),
        updated_by: detail.updatedBy,
        updated_at: toUtc(detail.updatedAt),
      };
    },
  );
};
