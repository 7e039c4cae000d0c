/** Forms of fields that GotSurge's bodies are made of. */
import { Type, type Static, type TSchema } from 'typebox';

/** The type and null, in the form that OpenAPI 3.1 and the fast serialiser both read. */
export function Nullable<T extends TSchema>(schema: T) {
  const words: readonly unknown[] | null = 'enum' in schema && Array.isArray(schema.enum) ? schema.enum : null;
  const types = [('type' in schema && schema.type) || 'object'].flat();
  return Type.Unsafe<Static<T> | null>({
    ...schema,
    ...(words && { enum: [...words, null] }),
    type: [...types, 'null'],
  });
}

/** A component of the OpenAPI document, by its `$id`: for answers. */
export function Named<T extends TSchema>(schema: T) {
  if (!('$id' in schema)) throw new Error('Only a schema with an $id can be a component.');
  return Type.Unsafe<Static<T>>({ $ref: `${String(schema.$id)}#` });
}

/** A field that may be missing; null says no more than that. */
export function Maybe<T extends TSchema>(schema: T) {
  return Type.Optional(Nullable(schema));
}

/** One of some words. */
export function OneOf<const T extends readonly string[]>(words: T, description?: string) {
  return Type.Unsafe<T[number]>({
    type: 'string',
    enum: [...words],
    ...(description !== undefined && { description }),
  });
}

/** In a request with any offset, in an answer in UTC. */
export const Instant = Type.String({ format: 'date-time' });

export const IdParams = Type.Object({ id: Type.String({ description: 'A UUID in lower case.' }) });
