/** /public/shipping/confirm: all of it once more, and the order is placed. */
import { amountDue } from '../../../../domain/shipping-order/amounts.ts';
import type { Deps } from '../../../../use-cases/deps.ts';
import { placeOrder } from '../../../../use-cases/receiver/place-order.ts';
import { returnWith } from '../../../../use-cases/receiver/return-url.ts';
import { confirmPage } from '../../pages/confirm.ts';
import { consumes, pageAnswers, StepQuery } from '../../schemas/pages.ts';
import type { MDeliveryApp } from '../app.ts';
import { showPage } from './make-pages.ts';
import { leadTo, openStep } from './step.ts';
import { formOf, sessionOf, viewFor } from './visit.ts';

const path = '/public/shipping/confirm';

export function confirmStep(app: MDeliveryApp, deps: Deps): void {
  app.get(
    path,
    { schema: { hide: true, querystring: StepQuery, response: pageAnswers }, exposeHeadRoute: false },
    async (request, reply) => {
      const step = await openStep(deps, sessionOf(request));
      if (!step) return leadTo(request, reply, 'shipping');
      const { to, chosen, formId, returnUrl } = step.session.draft;
      if (!to || !chosen || formId === null) return leadTo(request, reply, 'shipping/offer');
      const { of, standing } = step;
      const page = confirmPage(viewFor(deps, request), { of, details: standing.details, to, chosen, formId });
      // where the form may lead: browsers hold redirects to the policy
      const formTarget = of.service.redirectToMpay ? null : returnUrl;
      return showPage(deps, reply, page, { formTarget });
    },
  );

  app.post(path, { schema: { hide: true, consumes, response: pageAnswers } }, async (request, reply) => {
    const open = sessionOf(request);
    const form = formOf(request, open);
    const placed = await placeOrder(deps, open.session, form.get('form') ?? '');
    if (placed.kind === 'changed') {
      return leadTo(request, reply, placed.look === 'offer' ? 'shipping/offer?changed=1' : 'shipping');
    }
    const { order, of } = placed;
    const isPaidThere = !of.service.redirectToMpay && amountDue(order) > 0;
    if (!isPaidThere || order.returnUrl === null) return leadTo(request, reply, `orders/${order.number}`);
    return reply.redirect(returnWith(order.returnUrl, order, of.service.code), 303);
  });
}
