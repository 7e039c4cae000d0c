/** Forms of schema that every resource is made of. */
import { Type, type Static, type TObjectOptions, type TProperties, type TSchema } from 'typebox';

/** An object that refuses, and never sends, a field it does not name. */
export function Strict<const T extends TProperties>(properties: T, options: TObjectOptions = {}) {
  return Type.Object(properties, { ...options, additionalProperties: false });
}

/** The type and null, in the form that OpenAPI 3.1 and the fast serialiser both read. */
export function Nullable<T extends TSchema>(schema: T) {
  if (!('type' in schema)) throw new Error('Only a schema of one type can be made nullable.');
  const words: readonly unknown[] | null = 'enum' in schema && Array.isArray(schema.enum) ? schema.enum : null;
  return Type.Unsafe<Static<T> | null>({
    ...schema,
    ...(words && { enum: [...words, null] }),
    type: [schema.type, 'null'],
  });
}

/** A field of a request that may be missing: null and absent mean the same. */
export function Maybe<T extends TSchema>(schema: T) {
  return Type.Optional(Nullable(schema));
}

/** One of some words: a union of literals would become a list of one-word types in the OpenAPI document. */
export function OneOf<const T extends readonly string[]>(words: T, options: { readonly description?: string } = {}) {
  return Type.Unsafe<T[number]>({ ...options, type: 'string', enum: [...words] });
}

/** A component of the OpenAPI document, by its `$id`. */
export function Named<T extends TSchema>(schema: T) {
  if (!('$id' in schema)) throw new Error('Only a schema with an $id can be a component.');
  return Type.Unsafe<Static<T>>({ $ref: `${String(schema.$id)}#` });
}

/** Characters, one at least. */
export function Text(maxLength: number, options: { readonly description?: string } = {}) {
  return Type.String({ ...options, minLength: 1, maxLength });
}

export const Id = Type.String({ format: 'uuid' });
/** UTC in answers; a request may name any offset. */
export const Instant = Type.String({ format: 'date-time' });
/** What fits into a database's integer, with room to add. */
export const Count = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });
/** Grams, cubic centimetres, cubic millimetres, metres. */
export const Measure = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** Characters of a query. Those of a body have been looked through before; the database keeps no NUL. */
export function QueryText(maxLength: number) {
  return Type.String({ maxLength, pattern: '^[^\\u0000]*$' });
}
