/** POST /order/fulfillment: the fulfilment list. */
import { fulfilmentKinds } from '../../../domain/subscription/plan.ts';
import { fulfilmentPlaces } from '../../../use-cases/listing/rows.ts';
import { listFulfilments } from '../../../use-cases/subscription/read-fulfilments.ts';
import { success, toPageInfo } from '../answer.ts';
import { identityOf } from '../auth.ts';
import { toListed } from '../fulfilment-view.ts';
import { readPage } from '../read-page.ts';
import { readWords } from '../read-words.ts';
import { FulfilmentList, FulfilmentListRequest } from '../schemas/fulfilment.ts';
import { refusals } from '../schemas/refusal.ts';
import { fulfilmentWords, kindWords } from '../status.ts';
import type { Register } from './app.ts';

const kinds = fulfilmentKinds.map((kind) => kindWords[kind]);
const statuses = fulfilmentPlaces.map(({ kind, status }) => fulfilmentWords[kind][status]);

export const fulfilments: Register = (app, deps) => {
  app.post(
    '/order/fulfillment',
    {
      schema: {
        operationId: 'listFulfilments',
        summary: 'Fulfilment list: newest first.',
        tags: ['order'],
        body: FulfilmentListRequest,
        response: { 200: FulfilmentList, ...refusals },
      },
      // keys in the order of the sample
      serializerCompiler: () => JSON.stringify,
    },
    async (request) => {
      const { account, caller } = identityOf(request);
      const { body } = request;
      const wanted = {
        ...readPage(body, account.timeZone),
        kinds: readWords('kinds', body.fulfillment_type, kinds),
        statuses: readWords('statuses', body.delivery_status, statuses),
      };
      const { total, views } = await listFulfilments(deps, caller, wanted);
      return { status: success, list: toPageInfo(total, wanted), order: views.map(toListed) };
    },
  );
};
