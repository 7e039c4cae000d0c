/** POST /price/recommendation */
import { recommendPrice } from '../../../use-cases/price/recommend.ts';
import { identityOf } from '../auth.ts';
import { toPricedStops, toRecommendation } from '../price-mapping.ts';
import { PriceQuestion, PriceRecommendation } from '../schemas/price.ts';
import { refusals } from '../schemas/refusal.ts';
import type { Register } from './app.ts';

/** Any role may ask. */
export const price: Register = (app, deps) => {
  app.post(
    '/price/recommendation',
    {
      schema: {
        operationId: 'recommendPrice',
        summary: 'Says what a drive from one pickup to one or more drop-offs should cost.',
        description: 'For every role.',
        tags: ['price'],
        body: PriceQuestion,
        response: { 200: PriceRecommendation, ...refusals },
      },
    },
    async (request) => {
      const { service_type, stops } = request.body;
      const { caller } = identityOf(request);
      return toRecommendation(await recommendPrice(deps, caller, service_type, toPricedStops(stops)));
    },
  );
};
