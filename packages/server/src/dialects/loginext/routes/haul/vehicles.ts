/** LogiNext Haul: vehicles. */
import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { DomainError } from '../../../../domain/errors.ts';
import type { Deps } from '../../../../use-cases/deps.ts';
import { deleteVehicle, updateVehicle } from '../../../../use-cases/fleet/change-vehicle.ts';
import { vehicleStatus } from '../../../../use-cases/fleet/fleet-status.ts';
import { createVehicle, getVehicle } from '../../../../use-cases/fleet/vehicles.ts';
import { identityOf } from '../../auth.ts';
import { eachElement, elementsOf, listEnvelope } from '../../elements.ts';
import { refusal, type Words } from '../../errors.ts';
import { partOf, PartQuery } from '../../part.ts';
import { fromReference, referencesOf, requireOwnReference, requireReference, toReference } from '../../references.ts';
import { aligned, answer, answersWith } from '../../route.ts';
import { NewVehicles, References, VehicleUpdates } from '../../schemas/bodies.ts';
import { Vehicle, VehicleList } from '../../schemas/vehicle-view.ts';
import { toRevisedVehicle, toVehicleDraft } from '../../vehicle-mapping.ts';
import { toListedVehicle, toVehicleView } from '../../vehicle-view.ts';

const tags = ['vehicles'];
const success = { status: 200, message: 'success' };

/** A tracker is named by its barcode here. */
const words: Words = {
  keys: { trackerCode: 'deviceId.barcode' },
  messages: { tracker_not_found: 'Barcode is invalid' },
};

const NewReference = Type.Object({ vehicleNumber: Type.String(), referenceId: Type.String() });

const VehicleParams = Type.Object({ id: Type.String({ description: 'Reference id: 32 hexadecimal digits' }) });
type VehicleParams = Static<typeof VehicleParams>;

const DeletionQuery = Type.Object({
  reference_ids: Type.Optional(Type.String({ description: 'with commas, for clients that send no body' })),
});
type DeletionQuery = Static<typeof DeletionQuery>;

export function vehicleRoutes(app: FastifyInstance, deps: Deps): void {
  readingRoutes(app, deps);
  app.post(
    '/VehicleApp/haul/v1/create',
    {
      schema: {
        operationId: 'createVehicle',
        summary: 'Create Vehicle',
        tags,
        body: NewVehicles,
        response: answersWith(aligned(NewReference)),
      },
    },
    async (request, reply) => {
      const identity = identityOf(request);
      const elements = elementsOf(request.body, identity.account.settings.batchSize);
      const create = async (element: unknown) => {
        const { id, number } = await createVehicle(deps, identity, toVehicleDraft(element, deps.now()));
        return { vehicleNumber: number, referenceId: toReference(id) };
      };
      const answered = await eachElement(elements, 'vehicleNumber', create, words);
      return answer(reply, listEnvelope({ ...success, data: answered.results }, answered));
    },
  );

  app.put(
    '/VehicleApp/haul/v1',
    {
      schema: {
        operationId: 'updateVehicle',
        summary: 'Update Vehicle',
        tags,
        body: VehicleUpdates,
        response: answersWith(Type.Null()),
      },
    },
    async (request, reply) => {
      const identity = identityOf(request);
      const elements = elementsOf(request.body, identity.account.settings.batchSize);
      const update = async (element: unknown) => {
        const id = requireOwnReference(element);
        await updateVehicle(deps, identity, id, (vehicle) => toRevisedVehicle(element, vehicle, deps.now()));
      };
      const answered = await eachElement(elements, 'referenceId', update, words);
      return answer(reply, listEnvelope({ ...success, data: null }, answered));
    },
  );

  app.delete<{ Querystring: DeletionQuery }>(
    '/VehicleApp/haul/v1',
    {
      schema: {
        operationId: 'deleteVehicle',
        summary: 'Delete Vehicle',
        tags,
        querystring: DeletionQuery,
        body: References,
        response: answersWith(Type.Null()),
      },
    },
    async (request, reply) => {
      const { account, caller } = identityOf(request);
      const listed = request.query.reference_ids?.split(',');
      const elements = elementsOf(listed ?? referencesOf(request.body) ?? [], account.settings.batchSize);
      const answered = await eachElement(elements, 'referenceId', async (reference) =>
        deleteVehicle(deps, caller, requireReference(reference, 'referenceId')),
      );
      return answer(reply, listEnvelope({ ...success, data: null }, answered));
    },
  );
}

function readingRoutes(app: FastifyInstance, deps: Deps): void {
  app.get<{ Querystring: PartQuery }>(
    '/VehicleApp/haul/v1',
    {
      schema: {
        operationId: 'getVehicles',
        summary: 'Get Vehicle',
        tags,
        querystring: PartQuery,
        response: answersWith(VehicleList),
      },
    },
    async (request) => {
      const { caller } = identityOf(request);
      const { total, vehicles } = await vehicleStatus(deps, caller, partOf(request.query));
      const now = deps.now();
      const results = vehicles.map((one) => toListedVehicle(one, now));
      return { ...success, data: { totalCount: total, otherCount: 0, results }, hasError: false };
    },
  );

  app.get<{ Params: VehicleParams }>(
    '/VehicleApp/haul/v1/:id',
    {
      schema: {
        operationId: 'getVehicle',
        summary: 'Get Vehicle (Single)',
        tags,
        params: VehicleParams,
        response: answersWith(Vehicle),
      },
    },
    async (request, reply) => {
      const { account, caller } = identityOf(request);
      const id = fromReference(request.params.id);
      const vehicle = id === null ? null : await findVehicle(deps, caller, id);
      if (!vehicle) return answer(reply, refusal(404, 'Not Found'));
      return answer(reply, { ...success, data: toVehicleView(vehicle, account), hasError: false });
    },
  );
}

/** Null when there is none: in a path that is a 404, in a list the refusal of an element. */
async function findVehicle(deps: Deps, caller: Parameters<typeof getVehicle>[1], id: string) {
  try {
    return await getVehicle(deps, caller, id);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'vehicle_not_found') return null;
    throw error;
  }
}
