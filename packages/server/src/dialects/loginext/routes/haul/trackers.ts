/** LogiNext Haul: trackers. */
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Deps } from '../../../../use-cases/deps.ts';
import { trackerStatus } from '../../../../use-cases/fleet/fleet-status.ts';
import { identityOf } from '../../auth.ts';
import { partOf, PartQuery } from '../../part.ts';
import { answersWith } from '../../route.ts';
import { Tracker } from '../../schemas/tracker-view.ts';
import { toTrackerView } from '../../tracker-view.ts';

export function trackerRoutes(app: FastifyInstance, deps: Deps): void {
  app.get<{ Querystring: PartQuery }>(
    '/DeviceApp/device/v1/haul',
    {
      schema: {
        operationId: 'getTrackers',
        summary: 'Get Tracker (List)',
        tags: ['trackers'],
        querystring: PartQuery,
        response: answersWith(Type.Array(Tracker)),
      },
    },
    async (request) => {
      const { account, caller } = identityOf(request);
      const now = deps.now();
      const trackers = await trackerStatus(deps, caller, partOf(request.query));
      const data = trackers.map((one) => toTrackerView(one, account, now));
      return { status: 200, message: null, referenceId: null, data, hasError: false };
    },
  );
}
