/** /v1/subscribers */
import type { Deps } from '../../../use-cases/deps.ts';
import {
  changeSubscriber,
  createSubscriber,
  getSubscriber,
  listSubscribers,
} from '../../../use-cases/subscription/subscribers.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { readIfMatch } from '../entity-tag.ts';
import { toPage, toPageOf } from '../page.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { ChangeHeaders, IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import { NewSubscriber, Subscriber, SubscriberPatch } from '../schemas/subscriber.ts';
import { toSubscriberChange, toSubscriberDraft } from '../subscription-drafts.ts';
import { toSubscriber } from '../subscription-mapping.ts';
import type { NativeApp } from './app.ts';

const tags = ['subscribers'];

export function subscribers(app: NativeApp, deps: Deps): void {
  app.post(
    '/subscribers',
    {
      schema: {
        operationId: 'createSubscriber',
        summary: 'Adds a subscriber.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewSubscriber,
        response: { 201: Named(Subscriber) },
        refusals: [],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => createSubscriber(deps, caller, toSubscriberDraft(request.body)),
        show: toSubscriber,
      }),
  );

  app.get(
    '/subscribers',
    {
      schema: {
        operationId: 'listSubscribers',
        summary: 'Lists subscribers, newest first.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Subscriber)) },
        refusals: [],
      },
    },
    async (request) =>
      toPage(
        await listSubscribers(deps, identityOf(request).caller, toPageOf(request.query)),
        request.query,
        toSubscriber,
      ),
  );

  app.get(
    '/subscribers/:id',
    {
      schema: {
        operationId: 'getSubscriber',
        summary: 'Shows a subscriber.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(Subscriber) },
        refusals: [404],
      },
    },
    async (request) => toSubscriber(await getSubscriber(deps, identityOf(request).caller, request.params.id)),
  );

  app.patch(
    '/subscribers/:id',
    {
      schema: {
        operationId: 'updateSubscriber',
        summary: 'Changes how a subscriber is reached, and the contacts of later orders.',
        tags,
        headers: ChangeHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: SubscriberPatch,
        response: { 200: Named(Subscriber) },
        refusals: [404, 412],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: async ({ caller }) => {
          const version = readIfMatch(request.headers['if-match']);
          return changeSubscriber(deps, caller, {
            id: request.params.id,
            version,
            change: toSubscriberChange(request.body),
          });
        },
        show: toSubscriber,
      }),
  );
}
