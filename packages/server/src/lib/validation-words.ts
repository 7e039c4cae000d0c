/** Says in plain words what a schema found wrong first. */
import type { FastifySchemaValidationError } from 'fastify/types/schema.js';

/** Pattern of a text that says something. */
export const notBlank = '\\S';

export function wordsOf(errors: readonly FastifySchemaValidationError[]): string {
  const [first] = errors;
  if (!first) return 'The request is refused.';
  const { keyword, instancePath, params, message } = first;
  const path = instancePath.split('/').slice(1);
  if (keyword === 'required') return `${[...path, ...namesIn(params['requiredProperties']).slice(0, 1)].join('.')}: The field is missing.`; // prettier-ignore
  if (keyword === 'pattern' && params['pattern'] === notBlank) return `${path.join('.')}: It must not be blank.`;
  const words =
    keyword === 'enum' ? `It must be one of: ${namesIn(params['allowedValues']).join(', ')}.` : `It ${message ?? 'is refused'}.`; // prettier-ignore
  return path.length === 0 ? 'The body is refused: it must be an object.' : `${path.join('.')}: ${words}`;
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
