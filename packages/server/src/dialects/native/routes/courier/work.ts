/** /v1/courier/work: what he has to do. */
import { readWork } from '../../../../use-cases/courier/read-work.ts';
import type { Deps } from '../../../../use-cases/deps.ts';
import { courierOf } from '../../courier-auth.ts';
import { toWorkTrip } from '../../courier-mapping.ts';
import { Work } from '../../schemas/courier-work.ts';
import { NoParams, NoQuery } from '../../schemas/request.ts';
import { Named } from '../../schemas/shape.ts';
import type { NativeApp } from '../app.ts';
import { signedByCourier } from './signed-by-courier.ts';

export function courierWork(app: NativeApp, deps: Deps): void {
  app.get(
    '/courier/work',
    {
      schema: {
        operationId: 'readWork',
        summary: 'Shows his trips that are ahead or under way, at most 50, with their stops and the one next step.',
        ...signedByCourier,
        params: NoParams,
        querystring: NoQuery,
        response: { 200: Named(Work) },
        refusals: [],
      },
    },
    async (request) => ({ trips: (await readWork(deps, courierOf(request))).map(toWorkTrip) }),
  );
}
