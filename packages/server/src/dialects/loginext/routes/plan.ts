/** LogiNext: routes for vehicles and shipments that are sent whole. The answer comes by webhook. */
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../../use-cases/deps.ts';
import { submitProblem } from '../../../use-cases/plan/submit-plan.ts';
import { identityOf } from '../auth.ts';
import { elementsOf } from '../elements.ts';
import { inWordsOfDocument, toProblem } from '../plan-mapping.ts';
import { answer } from '../route.ts';
import { PlainEnvelope } from '../schemas/envelope.ts';
import { PlanRequest } from '../schemas/plan.ts';

const acknowledgement =
  'We have received your request for delivery planning, it will take some time to plan all your deliveries. ' +
  'We will push the planned routes to your system once the planning is completed. Thank you!';

export function planRoutes(app: FastifyInstance, deps: Deps): void {
  app.post(
    '/TripApp/deliveryplanner/v1/plan',
    {
      schema: {
        operationId: 'planRoutes',
        summary: 'Route Planning',
        tags: ['planning'],
        description: 'At most 2,500 shipments and 500 vehicles. The result comes by the webhook ROUTE_PLANNING_API.',
        body: PlanRequest,
        response: { 200: PlainEnvelope, '4xx': PlainEnvelope, '5xx': PlainEnvelope },
      },
    },
    async (request, reply) => {
      const [element] = elementsOf(request.body, 1);
      const { name, request: problem } = await toProblem(element);
      try {
        await submitProblem(deps, identityOf(request).caller, name, problem);
      } catch (error) {
        throw inWordsOfDocument(error);
      }
      return answer(reply, { status: 200, message: acknowledgement, referenceId: null, data: null, hasError: false });
    },
  );
}
