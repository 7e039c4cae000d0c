/** POST /order/fulfillment/detail */
import { readFulfilment } from '../../../use-cases/subscription/read-fulfilments.ts';
import { success } from '../answer.ts';
import { identityOf } from '../auth.ts';
import { toDetail } from '../fulfilment-view.ts';
import { FulfilmentDetail, FulfilmentDetailRequest } from '../schemas/fulfilment.ts';
import { refusals } from '../schemas/refusal.ts';
import type { Register } from './app.ts';

export const fulfilmentDetail: Register = (app, deps) => {
  app.post(
    '/order/fulfillment/detail',
    {
      schema: {
        operationId: 'getFulfilmentDetail',
        summary: 'Fulfilment detail, by the reference number that the list shows.',
        tags: ['order'],
        body: FulfilmentDetailRequest,
        response: { 200: FulfilmentDetail, ...refusals },
      },
      // keys in the order of the sample
      serializerCompiler: () => JSON.stringify,
    },
    async (request) => {
      const view = await readFulfilment(deps, identityOf(request).caller, request.body.reference_no);
      return { status: success, order: toDetail(view) };
    },
  );
};
