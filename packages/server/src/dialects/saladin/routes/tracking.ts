/** POST /api/v1/delivery-insurance/sme/tracking: insert tracking detail. */
import { trackPolicy } from '../../../use-cases/policy/track-policy.ts';
import { identifyPolicy } from '../auth.ts';
import { pathsOf } from '../paths.ts';
import type { Admit } from '../rate-limit.ts';
import { readTracking } from '../read-tracking.ts';
import { refusals } from '../schemas/refusal.ts';
import { Tracked, Tracking } from '../schemas/tracking.ts';
import type { Register } from './app.ts';

export const tracking: Register = (app, deps) => {
  for (const { path, hide } of pathsOf('tracking', deps)) {
    app.post(
      path,
      {
        schema: {
          hide,
          operationId: 'insertTrackingDetail',
          summary: 'Insert tracking detail: late, twice and out of order are all welcome.',
          tags: ['delivery insurance'],
          body: Tracking,
          response: { 200: Tracked, ...refusals },
        },
      },
      async (request, reply) => {
        const { body } = request;
        const items = readTracking(body, deps.now());
        const { tracking_number: trackingNumber, signature } = body;
        const { identity, policyId } = await identifyPolicy(deps, { trackingNumber, signature });
        await app.getDecorator<Admit>('admit')(request, reply, identity);
        await trackPolicy(deps, identity, policyId, items);
        return { status: 'success' as const, message: 'The tracking detail is noted.' };
      },
    );
  }
};
