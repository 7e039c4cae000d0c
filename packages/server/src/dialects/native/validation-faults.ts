/** Says in plain words, field by field, what a schema found wrong. */
import type { FastifySchemaValidationError } from 'fastify/types/schema.js';
import type { Fault } from '../../domain/errors.ts';

/** More would only make the answer long. */
const most = 20;

/** @param part of the request: `body`, `querystring`, `params` or `headers`. */
export function toFaults(errors: readonly FastifySchemaValidationError[], part = 'body'): Fault[] {
  const faults = errors.flatMap(toFault).slice(0, most);
  return faults.map(({ path, message }) => ({ path: path === '' ? part : path, message }));
}

function toFault({ keyword, instancePath, params, message }: FastifySchemaValidationError): Fault[] {
  const at = (name?: string) => [...instancePath.split('/').slice(1), ...(name === undefined ? [] : [name])].join('.');
  switch (keyword) {
    // said once more, with the names, as additionalProperties
    case 'boolean':
      return [];
    case 'additionalProperties':
      return namesIn(params['additionalProperties']).map((name) => ({
        path: at(name),
        message: 'The field is unknown.',
      }));
    case 'required':
      return namesIn(params['requiredProperties']).map((name) => ({
        path: at(name),
        message: 'The field is missing.',
      }));
    case 'enum':
      return [{ path: at(), message: `It must be one of: ${namesIn(params['allowedValues']).join(', ')}.` }];
    default:
      return [{ path: at(), message: `It ${message ?? 'is refused'}.` }];
  }
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
