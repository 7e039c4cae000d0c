/** POST /api/v1/delivery-insurance/sme/tracking: insert tracking detail. */
import { trackPolicy } from '../../../use-cases/policy/track-policy.ts';
import { identifyPolicy } from '../auth.ts';
import { readTracking } from '../read-tracking.ts';
import { refusals } from '../schemas/refusal.ts';
import { Tracked, Tracking } from '../schemas/tracking.ts';
import type { Register } from './app.ts';

export const tracking: Register = (app, deps) => {
  app.post(
    '/api/v1/delivery-insurance/sme/tracking',
    {
      schema: {
        operationId: 'insertTrackingDetail',
        summary: 'Insert tracking detail: late, twice and out of order are all welcome.',
        tags: ['delivery insurance'],
        body: Tracking,
        response: { 200: Tracked, ...refusals },
      },
    },
    async ({ body }) => {
      const items = readTracking(body, deps.now());
      const { tracking_number: trackingNumber, signature } = body;
      const { identity, policyId } = await identifyPolicy(deps, { trackingNumber, signature });
      await trackPolicy(deps, identity, policyId, items);
      return { status: 'success' as const, message: 'The tracking detail is noted.' };
    },
  );
};
