/** /public/orders/{number}: a delivery that was ordered. Who has no session of its receiver sees its status alone. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newDraft } from '../../../../domain/receiver/receiver-session.ts';
import { createGuessLimit } from '../../../../lib/guess-limit.ts';
import { newSecret } from '../../../../lib/pages/cookies.ts';
import type { Deps } from '../../../../use-cases/deps.ts';
import { paymentRequest } from '../../../../use-cases/payment/payment-request.ts';
import {
  confirmReceipt,
  findFollowed,
  isTheirs,
  readStory,
  type FollowedOrder,
} from '../../../../use-cases/receiver/follow-order.ts';
import { freeGuesses, identify } from '../../../../use-cases/receiver/identify.ts';
import { returnWith } from '../../../../use-cases/receiver/return-url.ts';
import { PageFault } from '../../pages/fault.ts';
import { followPage, type Story } from '../../pages/follow.ts';
import { refreshSource } from '../../pages/follow-script.ts';
import { identifyFault } from '../../pages/identify.ts';
import { consumes, NumberParams, pageAnswers, StepQuery } from '../../schemas/pages.ts';
import type { Register } from '../app.ts';
import { makePages, showPage } from './make-pages.ts';
import { placeOf } from './place.ts';
import { leadTo } from './step.ts';
import { formOf, formOfStranger, giveCookie, sessionOf, viewFor, visitOf } from './visit.ts';

export const order: Register = async (app, deps) => {
  await makePages(app, deps);
  const guesses = createGuessLimit(() => deps.now().getTime(), freeGuesses);
  const schema = { hide: true, params: NumberParams, response: pageAnswers };

  app.get(
    '/public/orders/:number',
    { schema: { ...schema, querystring: StepQuery }, exposeHeadRoute: false },
    async (request, reply) => show(deps, request, reply, await findFollowed(deps, request.params.number)),
  );

  app.post('/public/orders/:number/identify', { schema: { ...schema, consumes } }, async (request, reply) => {
    const form = formOfStranger(deps, request);
    const followed = await findFollowed(deps, request.params.number);
    const { accountId, serviceId, orderId, language, returnUrl, receiver, number } = followed.order;
    if (followed.of.service.identify === 'none') throw new PageFault('session_over', 403);
    const draft = newDraft({ language: visitOf(request).language ?? language, returnUrl });
    const claim = { typed: form.get('idnp') ?? '', receiverId: receiver.id, address: request.ip };
    const identified = await identify(deps, guesses, { accountId, serviceId, orderId, draft }, claim, null);
    if (identified.kind !== 'known') return show(deps, request, reply, followed, identified);
    giveCookie(deps, request, reply, identified.opened);
    return leadTo(request, reply, `orders/${number}`);
  });

  app.post('/public/orders/:number/received', { schema: { ...schema, consumes } }, async (request, reply) => {
    const open = sessionOf(request);
    formOf(request, open);
    const followed = await findFollowed(deps, request.params.number);
    if (!isTheirs(followed.order, open.session)) throw new PageFault('session_over', 403);
    await confirmReceipt(deps, followed.order);
    return leadTo(request, reply, `orders/${followed.order.number}`);
  });
};

async function show(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  followed: FollowedOrder,
  not: Parameters<typeof identifyFault>[1] | null = null,
): Promise<FastifyReply> {
  const { order, of } = followed;
  const { open, language, ...visit } = visitOf(request);
  // a stranger's form needs something that only this browser has
  const token = visit.token ?? (of.service.identify === 'none' ? null : newSecret());
  if (token !== null && token !== visit.token) giveCookie(deps, request, reply, { token });
  const page = `orders/${order.number}`;
  const view = viewFor(deps, request, { page, token, language: language ?? order.language });
  const story = isTheirs(order, open?.session ?? null) ? await storyOf(deps, request, followed) : null;
  const { fault = null, status = 200 } = not ? identifyFault(view, not) : {};
  const formTarget = story?.payment?.action ?? null;
  const rules = { status, formTarget, script: refreshSource, asksUs: true };
  return showPage(deps, reply, followPage(view, { order, of, story, fault }), rules);
}

async function storyOf(deps: Deps, request: FastifyRequest, { order, of }: FollowedOrder): Promise<Story> {
  const { returnUrl } = order;
  return {
    ...(await readStory(deps, order)),
    payment: of.service.redirectToMpay ? paymentRequest(deps, order, placeOf(deps, request)) : null,
    returnUrl: returnUrl === null ? null : returnWith(returnUrl, order, of.service.code),
  };
}
