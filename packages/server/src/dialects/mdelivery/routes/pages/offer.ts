/** /public/shipping/offer: who brings the goods, for how much and when. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../../../use-cases/deps.ts';
import { placesAround } from '../../../../use-cases/geo/places-around.ts';
import { askForOffers, chooseOffer } from '../../../../use-cases/receiver/choose-offer.ts';
import { offerPage, type OfferPage } from '../../pages/offer.ts';
import { consumes, pageAnswers, StepQuery } from '../../schemas/pages.ts';
import type { MDeliveryApp } from '../app.ts';
import { showPage } from './make-pages.ts';
import { leadTo, openStep } from './step.ts';
import { formOf, sessionOf, viewFor } from './visit.ts';

const path = '/public/shipping/offer';

export function offerStep(app: MDeliveryApp, deps: Deps): void {
  async function show(request: FastifyRequest, reply: FastifyReply, fault: OfferPage['fault']): Promise<FastifyReply> {
    const step = await openStep(deps, sessionOf(request));
    if (!step) return leadTo(request, reply, 'shipping');
    const { to, chosen } = step.session.draft;
    if (!to) return leadTo(request, reply, 'shipping/address');
    const { draft } = await askForOffers(deps, step.session, step.of, step.standing.details, to);
    const places = await placesAround(deps, to.position);
    const page = offerPage(viewFor(deps, request, { page: 'shipping/offer' }), { to, places, offers: draft.offers, chosen, fault });
    return showPage(deps, reply, page, { status: fault === null ? 200 : 422 });
  }

  app.get(
    path,
    { schema: { hide: true, querystring: StepQuery, response: pageAnswers }, exposeHeadRoute: false },
    async (request, reply) => show(request, reply, request.query.changed === undefined ? null : 'changed'),
  );

  app.post(path, { schema: { hide: true, consumes, response: pageAnswers } }, async (request, reply) => {
    const open = sessionOf(request);
    const form = formOf(request, open);
    const key = form.get('offer') ?? '';
    if (await chooseOffer(deps, open.session, key)) return leadTo(request, reply, 'shipping/confirm');
    return show(request, reply, key === '' ? 'missing' : 'changed');
  });
} // prettier-ignore
