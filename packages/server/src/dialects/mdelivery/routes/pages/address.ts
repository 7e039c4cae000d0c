/** /public/shipping/address: where the goods are to go. */
import { readTyped } from '../../../../domain/receiver/typed-address.ts';
import type { Deps } from '../../../../use-cases/deps.ts';
import { giveAddress } from '../../../../use-cases/receiver/give-address.ts';
import { addressPage } from '../../pages/address.ts';
import { consumes, pageAnswers, StepQuery } from '../../schemas/pages.ts';
import type { MDeliveryApp } from '../app.ts';
import { showPage } from './make-pages.ts';
import { leadTo, openStep, type OpenStep } from './step.ts';
import { formOf, sessionOf, viewFor } from './visit.ts';

const path = '/public/shipping/address';

export function addressStep(app: MDeliveryApp, deps: Deps): void {
  app.get(
    path,
    { schema: { hide: true, querystring: StepQuery, response: pageAnswers }, exposeHeadRoute: false },
    async (request, reply) => {
      const step = await openStep(deps, sessionOf(request));
      if (!step) return leadTo(request, reply, 'shipping');
      const page = { typed: step.session.draft.typed, faults: {}, knownPhone: knownPhone(step) };
      return showPage(deps, reply, addressPage(viewFor(deps, request), page));
    },
  );

  app.post(path, { schema: { hide: true, consumes, response: pageAnswers } }, async (request, reply) => {
    const open = sessionOf(request);
    const form = formOf(request, open);
    const step = await openStep(deps, open);
    if (!step) return leadTo(request, reply, 'shipping');
    const typed = readTyped((name) => form.get(name) ?? '');
    const known = knownPhone(step);
    const faults = await giveAddress(deps, open.session, typed, { knowsPhone: known !== null });
    if (!faults) return leadTo(request, reply, 'shipping/offer');
    const page = addressPage(viewFor(deps, request, { page: 'shipping/address' }), {
      typed,
      faults,
      knownPhone: known,
    });
    return showPage(deps, reply, page, { status: 422 });
  });
}

/** Enough of the number to know it again. */
const knownPhone = ({ standing }: OpenStep): string | null => standing.details.receiver.phone?.slice(-2) ?? null;
