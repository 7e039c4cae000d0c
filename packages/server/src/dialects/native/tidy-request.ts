/** Makes requests uniform before they are checked against their schemas. */
import type { FastifyInstance } from 'fastify';
import { isUuid } from '../../lib/new-id.ts';

/** Nobody has it. */
const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * An id that cannot be one is asked for as one that nobody has, so that it gets the very same answer; and an action
 * without a body is one with an empty body.
 */
export function tidyRequests(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    const { params } = request;
    if (typeof params === 'object' && params !== null && 'id' in params) {
      const id = String(params.id);
      params.id = isUuid(id) ? id.toLowerCase() : nobody;
    }
    if (request.body === undefined && request.routeOptions.schema?.body) request.body = {};
  });
}
