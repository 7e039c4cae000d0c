/** What a sender and a receiver do with a delivery beside the road: POST /v1/deliveries/{id}/{step}. */
import { Type } from 'typebox';
import { advanceDelivery, type Advance } from '../../../use-cases/delivery/advance-delivery.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { answerWrite } from '../answer-write.ts';
import { toDelivery } from '../delivery-mapping.ts';
import { Delivery } from '../schemas/delivery.ts';
import { IdParams, NoBody, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Maybe, Named, Strict } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

interface Step {
  readonly path: string;
  readonly advance: Advance;
  readonly operationId: string;
  readonly summary: string;
}

const steps: readonly Step[] = [
  {
    path: 'processing',
    advance: 'begin_processing',
    operationId: 'processDelivery',
    summary: 'The sender of a delivery that is paid is at work on the goods.',
  },
  {
    path: 'ready',
    advance: 'make_ready',
    operationId: 'readyDelivery',
    summary: 'The goods may be fetched.',
  },
  {
    path: 'expire',
    advance: 'expire',
    operationId: 'expireDelivery',
    summary: 'Nobody paid or took it in time.',
  },
  {
    path: 'confirm',
    advance: 'confirm_receipt',
    operationId: 'confirmDelivery',
    summary: 'The receiver says that it has come.',
  },
  {
    path: 'complete-return',
    advance: 'complete_return',
    operationId: 'completeDeliveryReturn',
    summary: 'The sender has the goods again.',
  },
];

const shared = {
  tags: ['deliveries'],
  headers: WriteHeaders,
  params: IdParams,
  querystring: NoQuery,
  response: { 200: Named(Delivery) },
  refusals: [404, 409],
} as const;

export function deliverySteps(app: NativeApp, deps: Deps): void {
  for (const { path, advance, operationId, summary } of steps) {
    app.post(
      `/deliveries/:id/${path}`,
      { schema: { ...shared, operationId, summary, body: NoBody } },
      (request, reply) =>
        answerWrite(deps, request, reply, {
          status: 200,
          run: ({ caller }) => advanceDelivery(deps, caller, request.params.id, advance),
          show: toDelivery,
        }),
    );
  }

  app.post(
    '/deliveries/:id/start-return',
    {
      schema: {
        ...shared,
        operationId: 'startDeliveryReturn',
        summary: 'Goods that nobody took turn round, under the same delivery.',
        body: Strict({ reason: Maybe(Type.String({ minLength: 1, maxLength: 2000 })) }),
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) =>
          advanceDelivery(deps, caller, request.params.id, 'start_return', request.body.reason ?? null),
        show: toDelivery,
      }),
  );
}
