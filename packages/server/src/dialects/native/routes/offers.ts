/** /v1/deliveries/{id}/offer and /v1/couriers/{id}/duty: the operator's side of broadcasting. */
import type { Deps } from '../../../use-cases/deps.ts';
import { setDuty } from '../../../use-cases/courier/duty.ts';
import { openOffer } from '../../../use-cases/offer/open.ts';
import { answerWrite } from '../answer-write.ts';
import { toDuty, toDutyOrder, toOffer } from '../courier-mapping.ts';
import { Duty, DutyOrder } from '../schemas/courier-duty.ts';
import { Offer } from '../schemas/offer.ts';
import { IdParams, NoBody, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

export function offers(app: NativeApp, deps: Deps): void {
  app.post(
    '/deliveries/:id/offer',
    {
      schema: {
        operationId: 'offerDelivery',
        summary: 'Asks couriers once more whether they want a task that waits.',
        tags: ['deliveries'],
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NoBody,
        response: { 201: Named(Offer) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: (identity) => openOffer(deps, identity, request.params.id),
        show: toOffer,
      }),
  );

  app.put(
    '/couriers/:id/duty',
    {
      schema: {
        operationId: 'setDuty',
        summary: 'Says with what a courier drives, for whom, and whether he looks for work.',
        tags: ['couriers'],
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: DutyOrder,
        response: { 200: Named(Duty) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => setDuty(deps, caller, request.params.id, toDutyOrder(request.body)),
        show: toDuty,
      }),
  );
}
