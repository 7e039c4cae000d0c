/** Fastify's own refusals (size, media type, method, schema) and those of its plugins. */
import type { FastifyError } from 'fastify';

/** Whether the fault lies with who asks, by the HTTP status that the error carries. */
export function isClientFault(error: unknown): error is FastifyError & { readonly statusCode: number } {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number') return false;
  return error.statusCode >= 400 && error.statusCode < 500;
}
