/** LogiNext, later documents: orders are put on a trip by hand, and taken off it. */
import type { FastifyInstance } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import type { Trip } from '../../../domain/trip/trip.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { addToTrip, takeOffTrip, type TripTarget } from '../../../use-cases/trip/add-to-trip.ts';
import { identityOf } from '../auth.ts';
import { elementsOf } from '../elements.ts';
import { ElementRefused, toElementRefused } from '../errors.ts';
import { fromReference, toReference } from '../references.ts';
import {
  assignedMedium,
  assignedTrip,
  Assigned,
  Assignment,
  assignment,
  NotAssigned,
  NotUnassigned,
  Unassigned,
  UnassignQuery,
} from '../schemas/assign.ts';
import { PlainEnvelope } from '../schemas/envelope.ts';
import { noCurrency, readFields, type ElementFault } from '../schemas/fields.ts';

const tags = ['trips'];
const others = { '4xx': PlainEnvelope, '5xx': PlainEnvelope };

const keys = { employeeId: 'employeeNumber', phoneNumber: 'phone', userName: 'userName' } as const;
type Identifier = keyof typeof keys;

/** The document's messages, each in its own spelling. */
const invalidOrder = { assign: 'Order Reference ID is invalid', unassign: 'Order Reference Id is invalid' } as const;

export function assignRoutes(app: FastifyInstance, deps: Deps): void {
  app.put(
    '/ShipmentApp/mile/v1/manual/assign',
    {
      schema: {
        operationId: 'assignOrders',
        summary: 'Assign',
        tags,
        body: Assignment,
        response: { 200: Assigned, 409: NotAssigned, ...others },
      },
    },
    async (request, reply) => {
      const identity = identityOf(request);
      const { target, deliveryIds } = readAssignment(request.body, identity.account.settings.batchSize);
      try {
        await addToTrip(deps, identity, target, deliveryIds);
      } catch (error) {
        const faults = faultsOf(error, 'assign');
        const failed = { status: 409, message: 'Assignment Failed', moreResultsExists: false };
        return reply.code(409).send({ ...failed, error: { order: faults }, hasError: true });
      }
      return reply.send({ status: 200, message: 'Order(s) Assigned Successfully!', hasError: false });
    },
  );

  app.put<{ Querystring: { referenceId: string } }>(
    '/ShipmentApp/mile/v1/manual/unassign',
    {
      schema: {
        operationId: 'unassignOrder',
        summary: 'Unassign',
        tags,
        // all that it says stands in the query
        consumes: [],
        querystring: UnassignQuery,
        response: { 200: Unassigned, 409: NotUnassigned, ...others },
      },
    },
    async (request, reply) => {
      const orderReferenceId = request.query.referenceId;
      try {
        const id = fromReference(orderReferenceId);
        if (id === null) throw new DomainError('delivery_not_found', '');
        const trip = await takeOffTrip(deps, identityOf(request).caller, id);
        return await reply.send({
          status: 200,
          message: 'Unassignment Successful',
          moreResultsExists: false,
          data: {
            orderReferenceId: toReference(id),
            tripReferenceId: toReference(trip.id),
            deliveryMediumReferenceId: trip.courierId && toReference(trip.courierId),
            tripStatus: statusOf(trip),
          },
          hasError: false,
        });
      } catch (error) {
        const [fault] = faultsOf(error, 'unassign');
        const data = { message: fault?.message[0] ?? invalidOrder.unassign, orderReferenceId };
        const failed = { status: 409, message: 'Unassignment Failed', moreResultsExists: false };
        return reply.code(409).send({ ...failed, data, hasError: true });
      }
    },
  );
}

/** @throws ElementRefused for what is missing or of the wrong kind */
function readAssignment(body: unknown, most: number) {
  const [element] = elementsOf(body, 1);
  const { values, faults: read } = readFields(element, assignment);
  const faults = [...read];
  const target = readTarget(values.trip, values.deliveryMedium, faults);
  const sent = values.orderReferenceIds;
  const references: readonly unknown[] = Array.isArray(sent) ? sent : [];
  if (sent !== undefined && (references.length === 0 || references.length > most)) {
    faults.push({ key: 'orderReferenceIds', message: [`A list of 1 to ${most} is expected.`] });
  }
  if (faults.length > 0 || !target) throw new ElementRefused(400, faults);
  // what cannot be an id is no order of the account either
  return { target, deliveryIds: references.map((one) => fromReference(one) ?? nobody) };
}

const nobody = '00000000-0000-7000-8000-000000000000';

/** The trip counts where both are sent. */
function readTarget(trip: unknown, medium: unknown, faults: ElementFault[]): TripTarget | null {
  if (trip === undefined && medium === undefined) {
    faults.push({ key: 'trip.referenceId', message: ['Trip reference id is mandatory.'] });
    return null;
  }
  if (trip !== undefined) {
    const { values, faults: read } = readFields(trip, assignedTrip, noCurrency, 'trip.');
    faults.push(...read);
    return values.referenceId === undefined ? null : { tripId: fromReference(values.referenceId) ?? nobody };
  }
  const { values, faults: read } = readFields(medium, assignedMedium, noCurrency, 'deliveryMedium.');
  faults.push(...read);
  const { identifier, identifierValue } = values;
  if (identifier === undefined || identifierValue === undefined) return null;
  if (!isIdentifier(identifier)) {
    faults.push({ key: 'deliveryMedium.identifier', message: ['Identifier is invalid'] });
    return null;
  }
  return { key: keys[identifier], value: identifierValue };
}

const isIdentifier = (word: string): word is Identifier => Object.hasOwn(keys, word);

/** @throws whatever is no refusal */
function faultsOf(error: unknown, operation: keyof typeof invalidOrder): readonly { key: string; message: string[] }[] {
  if (error instanceof DomainError) {
    const [key, message] = wordsOf(error, operation);
    return [{ key, message: [message] }];
  }
  return toElementRefused(error, 'orderReferenceIds').faults.map(({ key, message }) => ({
    key,
    message: [...message],
  }));
}

function wordsOf(
  { code, message }: DomainError,
  operation: keyof typeof invalidOrder,
): readonly [key: string, message: string] {
  if (code === 'trip_not_found') return ['trip.referenceId', 'Trip Reference ID is invalid'];
  if (code === 'courier_not_found') return ['deliveryMedium.identifierValue', 'Delivery Medium is invalid'];
  if (code === 'delivery_not_found') return ['orderReferenceIds', invalidOrder[operation]];
  return ['orderReferenceIds', message];
}

const statusOf = ({ state }: Trip) => (state === 'started' ? 'STARTED' : 'NOTSTARTED');
