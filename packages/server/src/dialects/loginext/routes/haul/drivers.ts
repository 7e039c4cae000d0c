/** LogiNext Haul: drivers. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Deps } from '../../../../use-cases/deps.ts';
import { createDriver, deleteDriver, driversById, updateDriver } from '../../../../use-cases/fleet/drivers.ts';
import { driverDuties } from '../../../../use-cases/fleet/fleet-status.ts';
import { identityOf } from '../../auth.ts';
import { toDriverDraft } from '../../driver-mapping.ts';
import { toDriverView } from '../../driver-view.ts';
import { eachElement, elementsOf, listEnvelope } from '../../elements.ts';
import { fromReference, referencesOf, requireOwnReference, requireReference, toReference, unknown } from '../../references.ts'; // prettier-ignore
import { aligned, answer, answersWith } from '../../route.ts';
import { DriverUpdates, NewDrivers, References } from '../../schemas/bodies.ts';
import { Driver } from '../../schemas/driver-view.ts';

const tags = ['drivers'];
const success = { status: 200, message: 'success' };

export function driverRoutes(app: FastifyInstance, deps: Deps): void {
  app.post(
    '/DriverApp/haul/v1/driver/create',
    {
      schema: {
        operationId: 'createDriver',
        summary: 'Create Driver',
        tags,
        body: NewDrivers,
        response: answersWith(aligned(Type.String()), 201),
      },
    },
    async (request, reply) => {
      const { account, caller } = identityOf(request);
      const elements = elementsOf(request.body, account.settings.batchSize);
      const answered = await eachElement(elements, 'licenseNumber', async (element) => {
        const { id } = await createDriver(deps, caller, toDriverDraft(element, account));
        return toReference(id);
      });
      return answer(reply, listEnvelope({ status: 201, message: 'success', data: answered.results }, answered));
    },
  );

  app.post(
    '/DriverApp/haul/v1/driver/list',
    {
      schema: {
        operationId: 'getDriver',
        summary: 'Get Driver',
        tags,
        body: References,
        response: answersWith(aligned(Driver)),
      },
    },
    (request, reply) => read(deps, request, reply),
  );

  app.put(
    '/DriverApp/haul/v1/driver/update',
    {
      schema: {
        operationId: 'updateDriver',
        summary: 'Update Driver',
        tags,
        body: DriverUpdates,
        response: answersWith(Type.Null()),
      },
    },
    async (request, reply) => {
      const { account, caller } = identityOf(request);
      const elements = elementsOf(request.body, account.settings.batchSize);
      const answered = await eachElement(elements, 'referenceId', async (element) => {
        const id = requireOwnReference(element);
        await updateDriver(deps, caller, id, (driver) => toDriverDraft(element, account, driver));
      });
      return answer(reply, listEnvelope({ ...success, data: null }, answered));
    },
  );

  app.delete(
    '/DriverApp/haul/v1/driver/delete',
    {
      schema: {
        operationId: 'deleteDriver',
        summary: 'Delete Driver',
        tags,
        body: References,
        response: answersWith(Type.Null()),
      },
    },
    async (request, reply) => {
      const { account, caller } = identityOf(request);
      const elements = elementsOf(referencesOf(request.body) ?? [], account.settings.batchSize);
      const answered = await eachElement(elements, 'referenceId', async (reference) =>
        deleteDriver(deps, caller, requireReference(reference, 'referenceId')),
      );
      return answer(reply, listEnvelope({ ...success, data: null }, answered));
    },
  );
}

async function read(deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { account, caller } = identityOf(request);
  const references = elementsOf(referencesOf(request.body) ?? [], account.settings.batchSize);
  const ids = references.flatMap((reference) => fromReference(reference) ?? []);
  const found = new Map((await driversById(deps, caller, ids)).map((driver) => [driver.id, driver]));
  const duties = await driverDuties(deps, caller, ids);
  const answered = await eachElement(references, 'referenceId', async (reference) => {
    const driver = found.get(requireReference(reference, 'referenceId'));
    if (!driver) throw unknown('referenceId');
    return toDriverView(driver, account, duties.get(driver.id));
  });
  return answer(reply, listEnvelope({ ...success, data: answered.results }, answered));
}
