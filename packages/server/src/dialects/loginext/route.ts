/** What the routes of this dialect share: validation, schemas of envelopes, and how an answer is sent. */
import type { FastifyReply } from 'fastify';
import type { FastifyRouteSchemaDef } from 'fastify/types/schema.js';
import { Type, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { invalid, type DomainError } from '../../domain/errors.ts';
import type { Envelope } from './errors.ts';
import { Envelope as EnvelopeOf, PlainEnvelope } from './schemas/envelope.ts';

/**
 * Bodies are described by their schemas and judged by `readFields`, element by element, each with its own place in the
 * answer; queries are judged here.
 */
export function compileValidator({ schema, httpPart }: FastifyRouteSchemaDef<TSchema>) {
  if (httpPart === 'body') return (value: unknown) => ({ value });
  return judgeBy(schema);
}

/** Says of a query whether it is by the schema, and which parameter is not. */
export function judgeBy(schema: TSchema) {
  const query = Compile(schema);
  return (value: unknown): { readonly value: unknown; readonly error?: never } | { readonly error: DomainError } => {
    if (query.Check(value)) return { value };
    const [first] = query.Errors(value);
    const key = first?.instancePath.slice(1) ?? '';
    return { error: invalid(key, `${key} is invalid`) };
  };
}

/** The answers of a route whose success carries this data. */
export function answersWith(data: TSchema, status: 200 | 201 = 200) {
  return { [status]: EnvelopeOf(Type.Union([data, Type.Null()])), '4xx': PlainEnvelope, '5xx': PlainEnvelope };
}

/** Aligned with the request: null in the place of an element that was refused. */
export function aligned(data: TSchema): TSchema {
  return Type.Array(Type.Union([data, Type.Null()]));
}

export function answer(reply: FastifyReply, envelope: Envelope): FastifyReply {
  return reply.code(envelope.status).send(envelope);
}
