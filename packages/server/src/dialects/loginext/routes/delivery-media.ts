/** LogiNext Mile: couriers, which the document calls delivery media. */
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Deps } from '../../../use-cases/deps.ts';
import { createCourier } from '../../../use-cases/fleet/couriers.ts';
import { identityOf } from '../auth.ts';
import { toCourier } from '../courier-mapping.ts';
import { eachElement, elementsOf, listEnvelope } from '../elements.ts';
import { toReference } from '../references.ts';
import { aligned, answer, answersWith } from '../route.ts';
import { NewDeliveryMedia } from '../schemas/bodies.ts';

export function deliveryMediumRoutes(app: FastifyInstance, deps: Deps): void {
  app.post(
    '/DeliveryMediumApp/mile/v1/create',
    {
      schema: {
        operationId: 'createDeliveryMedium',
        summary: 'Create Delivery Medium',
        tags: ['delivery media'],
        body: NewDeliveryMedia,
        response: answersWith(aligned(Type.String()), 201),
      },
    },
    async (request, reply) => {
      const identity = identityOf(request);
      const elements = elementsOf(request.body, identity.account.settings.batchSize);
      const answered = await eachElement(elements, 'employeeId', async (element) => {
        const { draft, login } = toCourier(element);
        const { id } = await createCourier(deps, identity, draft, login);
        return toReference(id);
      });
      return answer(reply, listEnvelope({ status: 201, message: 'success', data: answered.results }, answered));
    },
  );
}
