/** LogiNext's words for everything that can go wrong: the envelope with `hasError`, and a fault per element. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerEach, DomainError, type DomainErrorCode } from '../../domain/errors.ts';
import { isClientFault } from '../../lib/client-fault.ts';
import { classifyDatabaseFault } from '../../lib/database-faults.ts';
import type { ElementErrors } from './schemas/envelope.ts';
import type { ElementFault } from './schemas/fields.ts';
import { documentFields } from './schemas/haul-trip.ts';

/** What stands for an id that the account does not have, and for one that cannot be an id. */
export const unknownReference = 'Reference Id does not exists';

interface RefusalWords {
  readonly status: number;
  /** Null lets the core's own sentence through. */
  readonly message: string | null;
  /** The document prints the message; why it was refused stands beside it, as the fault of the element. */
  readonly explained?: true;
}

const signIn = { status: 401, message: 'Invalid username or password' } as const;
const absent = { status: 404, message: 'Not Found' } as const;
const underWay = { status: 400, message: 'Bad Request', explained: true } as const;

export const answers = answerEach<RefusalWords>(
  {
    input: { status: 400, message: null },
    identity: signIn,
    permission: signIn,
    rate: { status: 429, message: 'Too Many Requests' },
    missing: { status: 400, message: unknownReference },
    state: { status: 409, message: null },
    rule: { status: 400, message: null },
  },
  {
    tracker_not_found: { status: 400, message: 'Tracker Id is invalid' },
    proof_not_found: absent,
    endpoint_not_found: absent,
    message_not_found: absent,
    credential_not_found: absent,
    not_cancellable: { status: 409, message: "Order(s) couldn't be cancelled" },
    already_cancelled: { status: 409, message: 'Order(s) are already cancelled' },
    vehicle_in_transit: underWay,
    driver_in_transit: underWay,
  },
);

/** Our names of fields in the document's words; a path that is not here is shown as it is. */
const keyOfPath: Readonly<Record<string, string>> = {
  orderNumber: 'orderNo',
  distributionCentre: 'distributionCenter',
  'pickup.branch': 'pickupBranch',
  'dropoff.branch': 'deliverBranch',
  'returnTo.branch': 'returnBranch',
  'pickup.window.until': 'pickupEndTimeWindow',
  'dropoff.window.until': 'deliverEndTimeWindow',
  branch: 'branchName',
  employeeNumber: 'employeeId',
  number: 'vehicleNumber',
  trackerCode: 'trackerId',
  recordedAt: 'time',
  lat: 'latitude',
  lng: 'longitude',
  speedKmh: 'speed',
  batteryPercent: 'batteryPerc',
  temperatureC: 'temperature',
  packages: 'shipmentCrates',
  origin: 'originAddr',
  destination: 'destinationAddr',
  goodsKind: 'shipmentType',
  transportMode: 'modeOfTransport',
};

/** References have messages of their own in later documents of the same API. */
const messageOfPath: Readonly<Record<string, string>> = {
  distributionCentre: 'Distribution Center is invalid',
  'pickup.branch': 'Pickup Branch is invalid',
  'dropoff.branch': 'Deliver Branch is invalid',
  'returnTo.branch': 'Return Branch is invalid',
  branch: 'Branch Name is invalid',
  vehicleNumber: 'Vehicle Number is invalid',
  origin: 'Origin Addr is invalid',
  destination: 'Destination Addr is invalid',
  lorryReceipt: documentFields.road.message,
  flightNumber: documentFields.air.message,
  trainNumber: documentFields.rail.message,
};

/** An element that was refused: the status it alone would have, and its faults. */
export class ElementRefused extends Error {
  readonly status: number;
  readonly faults: readonly ElementFault[];

  /** @param message stands over the faults; without it the first of them does. */
  constructor(status: number, faults: readonly ElementFault[], message?: string) {
    super(message ?? faults[0]?.message[0] ?? 'Bad Request');
    this.status = status;
    this.faults = faults;
  }
}

/** What a group of operations calls differently from the others. */
export interface Words {
  readonly keys: Readonly<Record<string, string>>;
  readonly messages: Readonly<Partial<Record<DomainErrorCode, string>>>;
}

const noWords: Words = { keys: {}, messages: {} };

/**
 * What the core refused, or the database cannot keep, as the refusal of one element: others of its list may be written
 * already. `key` names the field when the core names none.
 * @throws whatever is not a refusal
 */
export function toElementRefused(error: unknown, key: string, words = noWords): ElementRefused {
  if (error instanceof ElementRefused) return error;
  if (classifyDatabaseFault(error) === 'unusable') {
    return new ElementRefused(400, [{ key, message: ['A value cannot be stored.'] }]);
  }
  if (!(error instanceof DomainError)) throw error;
  const { status, message, explained } = answers[error.code];
  if (explained) return new ElementRefused(status, [{ key, message: [error.message] }], message ?? undefined);
  // what is invalid has its message by field; a field that may not change now is not invalid
  const fixed: typeof messageOfPath = error.code === 'illegal_transition' ? {} : messageOfPath;
  const named = error.faults.map((fault) => ({
    key: words.keys[fault.path] ?? keyOfPath[fault.path] ?? fault.path,
    message: [words.messages[error.code] ?? fixed[fault.path] ?? fault.message],
  }));
  return new ElementRefused(status, named.length > 0 ? named : [{ key, message: [message ?? error.message] }]);
}

export interface Envelope {
  readonly status: number;
  readonly message: string | null;
  readonly referenceId?: readonly (string | null)[] | null;
  readonly data: unknown;
  readonly error?: ElementErrors;
  readonly hasError: boolean;
}

/** A refusal of the whole request. */
export function refusal(status: number, message: string, faults?: readonly ElementFault[]): Envelope {
  const error = faults && { '0': faults.map(({ key, message: texts }) => ({ key, message: [...texts] })) };
  return { status, message, data: null, ...(error && { error }), hasError: true };
}

const httpWords: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Bad Request',
  414: 'Bad Request',
  415: 'Unsupported Media Type',
  429: 'Max Request Limit Reached',
};

/** The envelope of any thrown thing; a fault of ours says no more than the document does. */
export function toEnvelope(error: unknown): Envelope {
  if (error instanceof ElementRefused) return refusal(error.status, error.message, error.faults);
  if (error instanceof DomainError) {
    const { status, message } = answers[error.code];
    const refused = toElementRefused(error, '');
    return error.faults.length > 0
      ? refusal(status, refused.message, refused.faults)
      : refusal(status, message ?? error.message);
  }
  const fault = classifyDatabaseFault(error);
  if (fault === 'unavailable') return refusal(503, 'Service Unavailable');
  if (fault === 'unusable') return refusal(400, 'Bad Request');
  const status = isClientFault(error) ? error.statusCode : 500;
  const known = httpWords[status];
  if (known && status === 400 && isClientFault(error) && error.validation) {
    return refusal(400, `Bad Request: ${error.message}`);
  }
  return known ? refusal(status, known) : refusal(500, 'Internal Server Error');
}

export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const envelope = toEnvelope(error);
  if (envelope.status >= 500) request.log.error({ err: error }, 'request failed');
  if (envelope.status === 503) void reply.header('retry-after', '2');
  return send(reply, envelope);
}

export function handleNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return send(reply, refusal(404, 'Not Found'));
}

function send(reply: FastifyReply, envelope: Envelope): FastifyReply {
  return reply.code(envelope.status).type('application/json; charset=utf-8').send(JSON.stringify(envelope));
}
