/** Says in plain words, field by field, what a schema found wrong. */
import type { FastifySchemaValidationError } from 'fastify/types/schema.js';

export interface FieldFault {
  /** Path with dots: `tasks.0.price`. */
  readonly field: string;
  readonly message: string;
}

/** More would only make the answer long. */
const most = 20;

/** None when the whole is of a wrong kind: then there is no field to name. */
export function toFieldFaults(errors: readonly FastifySchemaValidationError[]): FieldFault[] {
  return errors.flatMap(toFaults).slice(0, most);
}

function toFaults({ keyword, instancePath, params, message }: FastifySchemaValidationError): FieldFault[] {
  const path = instancePath.split('/').slice(1);
  if (keyword === 'required') {
    return namesIn(params['requiredProperties']).map((name) => ({
      field: [...path, name].join('.'),
      message: 'The field is missing.',
    }));
  }
  if (path.length === 0) return [];
  const field = path.join('.');
  if (keyword !== 'enum') return [{ field, message: `It ${message ?? 'is refused'}.` }];
  return [{ field, message: `It must be one of: ${namesIn(params['allowedValues']).join(', ')}.` }];
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
