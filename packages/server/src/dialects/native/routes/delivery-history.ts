/** /v1/deliveries/{id}/events and /location: what happened to a delivery, and where it is. */
import { readTimeline } from '../../../use-cases/event/read-timeline.ts';
import { getDelivery } from '../../../use-cases/delivery/read-deliveries.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { lastLocations } from '../../../use-cases/tracking/read-positions.ts';
import { identityOf } from '../auth.ts';
import { showEventPage, toEventPage } from '../event-page.ts';
import { iso } from '../iso.ts';
import { DeliveryLocation } from '../schemas/delivery.ts';
import { Event } from '../schemas/event.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { IdParams, NoQuery } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['deliveries'];

export function deliveryHistory(app: NativeApp, deps: Deps): void {
  app.get(
    '/deliveries/:id/events',
    {
      schema: {
        operationId: 'listDeliveryEvents',
        summary: 'Tells what happened to a delivery, oldest event first.',
        tags,
        params: IdParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Event)) },
        refusals: [404],
      },
    },
    async (request) => {
      const { caller } = identityOf(request);
      const events = await readTimeline(deps, caller, request.params.id, toEventPage(request.query));
      // no events, or those of a trip: then there may be no such delivery
      if (events[0]?.aggregate !== 'delivery') await getDelivery(deps, caller, request.params.id);
      return showEventPage(events, request.query);
    },
  );

  app.get(
    '/deliveries/:id/location',
    {
      schema: {
        operationId: 'getDeliveryLocation',
        summary: 'Shows where a delivery was last seen.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(DeliveryLocation) },
        refusals: [404],
      },
    },
    async (request): Promise<DeliveryLocation> => {
      const { caller } = identityOf(request);
      const { id } = await getDelivery(deps, caller, request.params.id);
      const [last] = await lastLocations(deps, caller, [id]);
      return {
        deliveryId: id,
        location: last ? { lat: last.lat, lng: last.lng, recordedAt: iso(last.recordedAt) } : null,
      };
    },
  );
}
