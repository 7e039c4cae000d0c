/**
 * GET /certificates/{token}: the certificate as PDF; GET /verify/{token}: whether it is genuine. What stands in their paths
 * is the key, so the log never has it.
 */
import type { FastifyRequest } from 'fastify';
import { makePages, sendPage, type FaultPage } from '../../../lib/pages/page-routes.ts';
import { drawCertificate, verifyCertificate } from '../../../use-cases/policy/certificate.ts';
import { languageOf } from '../../../use-cases/policy/certificate-words.ts';
import { toRefusal } from '../errors.ts';
import { faultPage, verifyPage } from '../pages/verify.ts';
import { acceptedLanguage, words } from '../pages/words.ts';
import { limitAddresses } from '../rate-limit.ts';
import { LinkParams, pageAnswers, paperAnswers } from '../schemas/certificate.ts';
import type { Register } from './app.ts';

/** Requests of one address to one page, a minute. */
const most = 120;
const minute = 60_000;
const config = { secretPath: true } as const;

export const certificates: Register = async (app, deps) => {
  const https = () => deps.publicUrl().startsWith('https:');
  makePages(app, { https, showFault });
  await limitAddresses(app, most, minute);

  app.get(
    '/certificates/:token',
    { config, schema: { hide: true, params: LinkParams, response: paperAnswers }, exposeHeadRoute: false },
    async (request, reply) => {
      const { number, pdf } = await drawCertificate(deps, request.params.token, askedIn(request));
      return reply
        .headers({
          'content-disposition': `inline; filename="${number}.pdf"`,
          'cache-control': 'no-store',
          'referrer-policy': 'no-referrer',
          'x-content-type-options': 'nosniff',
          'x-robots-tag': 'noindex',
        })
        .type('application/pdf')
        .send(pdf);
    },
  );

  app.get(
    '/verify/:token',
    { config, schema: { hide: true, params: LinkParams, response: pageAnswers }, exposeHeadRoute: false },
    async (request, reply) => {
      const shown = await verifyCertificate(deps, request.params.token);
      return sendPage(reply, verifyPage(shown, askedIn(request) ?? languageOf(shown.policy)), { https: https() });
    },
  );
};

const askedIn = ({ headers }: FastifyRequest) => acceptedLanguage(headers['accept-language']);

/** Partners' requests are told a policy that is not there as a wrong signature; whoever has a link, as nothing. */
function showFault(error: unknown, request: FastifyRequest): FaultPage {
  const language = askedIn(request) ?? 'en';
  const { unknown, unknownAdvice, fault } = words[language];
  const { status, message, retryAfter = null } = toRefusal(error);
  if (status === 401) return { status: 404, document: faultPage(unknown, unknownAdvice, language) };
  return { status, retryAfter, document: faultPage(fault, message, language) };
}
