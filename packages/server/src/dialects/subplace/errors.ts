/**
 * SUBPLACE's answers to everything that can go wrong. The document has no errors: a refused request is answered with 200
 * and a `status.code` that is not 1, so that clients which read nothing else keep working; 4xx is for what was not read.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerEach, DomainError, type DomainErrorCode } from '../../domain/errors.ts';
import { isClientFault } from '../../lib/client-fault.ts';
import { classifyDatabaseFault } from '../../lib/database-faults.ts';
import { wordsOf } from '../../lib/validation-words.ts';
import { toField } from './mapping.ts';

export const codes = {
  success: 1,
  failed: 0,
  invalidSignature: -1,
  invalidParameter: -2,
  notFound: -3,
  encryptionRequired: -4,
} as const;
export type RefusalCode = Exclude<(typeof codes)[keyof typeof codes], 1>;

const { failed, invalidSignature, invalidParameter, notFound, encryptionRequired } = codes;

export const answers: Readonly<Record<DomainErrorCode, RefusalCode>> = answerEach<RefusalCode>(
  {
    input: invalidParameter,
    identity: invalidSignature,
    permission: invalidSignature,
    rate: failed,
    missing: notFound,
    state: failed,
    rule: failed,
  },
  { encryption_required: encryptionRequired, mail_refused: failed },
);

export interface Refusal {
  /** Of HTTP. */
  readonly status: number;
  readonly code: RefusalCode;
  readonly message: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** Never a stack, an SQL statement or a path: those go to the log. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof DomainError) {
    const code = answers[error.code];
    const [fault] = error.faults;
    const what = fault && fault.path !== '' ? `${toField(fault.path)}: ${fault.message}` : error.message;
    return { status: error.code === 'too_many_requests' ? 429 : 200, code, message: messageOf(code, what) };
  }
  const fault = classifyDatabaseFault(error);
  if (fault === 'unavailable')
    return { ...unread(503, 'We are not available at the moment. Try again.'), retryAfter: 2 };
  if (fault === 'unusable') return refused(invalidParameter, 'A value cannot be stored.');
  if (!isClientFault(error)) return unread(500, 'Something failed on our side.');
  if (error.validation) return refused(invalidParameter, wordsOf(error.validation));
  return unread(error.statusCode, error.message);
}

function refused(code: RefusalCode, what: string): Refusal {
  return { status: 200, code, message: messageOf(code, what) };
}

function unread(status: number, what: string): Refusal {
  return { status, code: failed, message: messageOf(failed, what) };
}

/** What is wrong with a signature, and what there is that may not be seen, nobody is told. */
function messageOf(code: RefusalCode, what: string): string {
  const messages = {
    [failed]: `Failed: ${what}`,
    [invalidSignature]: 'Invalid signature',
    [invalidParameter]: `Invalid parameter: ${what}`,
    [notFound]: 'Not found',
    [encryptionRequired]: 'Encryption required',
  } as const satisfies Record<RefusalCode, string>;
  return messages[code];
}

export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = isUnread(error, request) ? unread(400, error.message) : toRefusal(error);
  if (refusal.status >= 500) request.log.error({ err: error }, 'request failed');
  return send(reply, refusal);
}

/** The parser has refused the body: there is nothing yet that could be signed. */
function isUnread(error: unknown, { body }: FastifyRequest): error is DomainError {
  return error instanceof DomainError && error.code === 'invalid_input' && body === undefined;
}

export function handleNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return send(reply, { status: 404, code: notFound, message: messageOf(notFound, '') });
}

function send(reply: FastifyReply, { status, code, message, retryAfter }: Refusal): FastifyReply {
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  const text = JSON.stringify({ status: { code, message } });
  return reply.code(status).type('application/json; charset=utf-8').send(text);
}
