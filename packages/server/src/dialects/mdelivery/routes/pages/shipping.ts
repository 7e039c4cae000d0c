/** /public/shipping: a receiver comes by the link of a provider, and is told how the order stands. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createGuessLimit } from '../../../../lib/guess-limit.ts';
import type { Deps } from '../../../../use-cases/deps.ts';
import { comeBack, enter, type Entered } from '../../../../use-cases/receiver/enter.ts';
import { freeGuesses, identify } from '../../../../use-cases/receiver/identify.ts';
import { PageFault } from '../../pages/fault.ts';
import { identifyFault, identifyPage } from '../../pages/identify.ts';
import { orderPage } from '../../pages/order.ts';
import { acceptedLanguage } from '../../pages/request-language.ts';
import { toldPage } from '../../pages/told.ts';
import { consumes, LinkQuery, pageAnswers } from '../../schemas/pages.ts';
import type { Register } from '../app.ts';
import { makePages, showPage } from './make-pages.ts';
import { addressStep } from './address.ts';
import { confirmStep } from './confirm.ts';
import { offerStep } from './offer.ts';
import { leadTo } from './step.ts';
import { formOf, giveCookie, sessionOf, viewFor, visitOf } from './visit.ts';

export const shipping: Register = async (app, deps) => {
  await makePages(app, deps);
  const guesses = createGuessLimit(() => deps.now().getTime(), freeGuesses);

  app.get(
    '/public/shipping',
    { schema: { hide: true, querystring: LinkQuery, response: pageAnswers }, exposeHeadRoute: false },
    async (request, reply) => {
      const { orderId = '', serviceId = '', returUrl, returnUrl } = request.query;
      const { open, language } = visitOf(request);
      if (orderId === '' && serviceId === '') return showOrder(deps, request, reply, await comeBack(deps, sessionOf(request)));
      if (orderId === '' || serviceId === '') throw new PageFault('incomplete_link', 400);
      const link = {
        serviceCode: serviceId,
        orderId,
        language: language ?? acceptedLanguage(request.headers['accept-language']),
        returnUrl: returUrl ?? returnUrl ?? '',
      };
      const entered = await enter(deps, link, open);
      if (entered.token !== open?.token) giveCookie(deps, request, reply, entered);
      return showOrder(deps, request, reply, entered);
    },
  );

  app.post(
    '/public/shipping/identify',
    { schema: { hide: true, consumes, response: pageAnswers } },
    async (request, reply) => {
      const open = sessionOf(request);
      const form = formOf(request, open);
      const { of, standing } = await comeBack(deps, open);
      if (standing.kind !== 'unidentified') return leadTo(request, reply, 'shipping');
      const claim = { typed: form.get('idnp') ?? '', receiverId: standing.receiverId, address: request.ip };
      const identified = await identify(deps, guesses, open.session, claim, open.session);
      if (identified.kind === 'known') {
        giveCookie(deps, request, reply, identified.opened);
        return leadTo(request, reply, 'shipping');
      }
      const view = viewFor(deps, request, { page: 'shipping' });
      const { fault, status } = identifyFault(view, identified);
      return showPage(deps, reply, identifyPage(view, { of, fault }), { status });
    },
  );

  addressStep(app, deps);
  offerStep(app, deps);
  confirmStep(app, deps);
}; // prettier-ignore

function showOrder(deps: Deps, request: FastifyRequest, reply: FastifyReply, entered: Entered): FastifyReply {
  const { of, standing, session } = entered;
  const { language, returnUrl } = session.draft;
  const view = viewFor(deps, request, { token: entered.token, language });
  switch (standing.kind) {
    case 'placed':
      return leadTo(request, reply, `orders/${standing.order.number}`);
    case 'unidentified':
      return showPage(deps, reply, identifyPage(view, { of, fault: null }));
    case 'refused': {
      const back = returnUrl === null ? null : { href: returnUrl, name: of.provider.name };
      return showPage(deps, reply, toldPage(view, { ...view.words.obstacles[standing.obstacle], back }), { status: 409 });
    }
    case 'open':
      return showPage(deps, reply, orderPage(view, { of, details: standing.details, returnUrl }));
  }
} // prettier-ignore
