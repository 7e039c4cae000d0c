/** /v1/deliveries/{id}/insurance */
import { getCoverage } from '../../../use-cases/coverage/read-coverage.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { identityOf } from '../auth.ts';
import { toDeliveryInsurance } from '../insurer-mapping.ts';
import { DeliveryInsurance } from '../schemas/coverage.ts';
import { IdParams, NoQuery } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['insurance'];

export function deliveryInsurance(app: NativeApp, deps: Deps): void {
  app.get(
    '/deliveries/:id/insurance',
    {
      schema: {
        operationId: 'getDeliveryInsurance',
        summary: 'Shows what covers a delivery elsewhere, or why its insurer has refused it.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(DeliveryInsurance) },
        refusals: [404],
      },
    },
    async (request) => {
      const { id } = request.params;
      return toDeliveryInsurance(id, await getCoverage(deps, identityOf(request).caller, id));
    },
  );
}
