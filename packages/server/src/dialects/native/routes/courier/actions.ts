/** /v1/courier/actions: what he did, also hours ago and without a network. */
import { actAsCourier } from '../../../../use-cases/courier/act.ts';
import type { Deps } from '../../../../use-cases/deps.ts';
import { toCourierActions } from '../../courier-actions.ts';
import { courierOf } from '../../courier-auth.ts';
import { ActionResults, CourierActions } from '../../schemas/courier-action.ts';
import { NoParams, NoQuery } from '../../schemas/request.ts';
import { Named } from '../../schemas/shape.ts';
import type { NativeApp } from '../app.ts';
import { signedByCourier } from './signed-by-courier.ts';

export function courierActions(app: NativeApp, deps: Deps): void {
  app.post(
    '/courier/actions',
    {
      schema: {
        operationId: 'actAsCourier',
        summary:
          'Takes 1 to 100 actions in the order in which they were done; each is judged on its own, and counts once.',
        ...signedByCourier,
        params: NoParams,
        querystring: NoQuery,
        body: CourierActions,
        response: { 200: Named(ActionResults) },
        refusals: [],
      },
    },
    async (request): Promise<ActionResults> => {
      const actions = toCourierActions(request.body.actions);
      const results = await actAsCourier(deps, courierOf(request), actions);
      return {
        results: results.map(({ outcome, code, message, delivery }, index) => {
          return { id: actions[index]?.id ?? '', outcome, code, message, delivery };
        }),
      };
    },
  );
}
