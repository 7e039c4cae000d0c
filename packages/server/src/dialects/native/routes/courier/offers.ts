/** /v1/courier/offers: what is on offer for him. */
import type { Deps } from '../../../../use-cases/deps.ts';
import { listNearOffers } from '../../../../use-cases/offer/list-near.ts';
import { courierOf } from '../../courier-auth.ts';
import { toNearOffer } from '../../courier-mapping.ts';
import { NearOffers, NearQuery } from '../../schemas/offer.ts';
import { NoParams } from '../../schemas/request.ts';
import { Named } from '../../schemas/shape.ts';
import type { NativeApp } from '../app.ts';
import { signedByCourier } from './signed-by-courier.ts';

const defaultLimit = 20;

export function courierOffers(app: NativeApp, deps: Deps): void {
  app.get(
    '/courier/offers',
    {
      schema: {
        operationId: 'listNearOffers',
        summary: 'Lists the open offers that fit the courier, nearest first; none off duty.',
        ...signedByCourier,
        params: NoParams,
        querystring: NearQuery,
        response: { 200: Named(NearOffers) },
        refusals: [404],
      },
    },
    async (request) => {
      const found = await listNearOffers(deps, courierOf(request), request.query.limit ?? defaultLimit);
      return { data: found.map(toNearOffer) };
    },
  );
}
