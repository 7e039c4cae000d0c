/** POST /api/v1/delivery-insurance/sme/cancel: cancel SME delivery order. */
import { cancelPolicy } from '../../../use-cases/policy/cancel-policy.ts';
import { identifyPolicy } from '../auth.ts';
import { pathsOf } from '../paths.ts';
import type { Admit } from '../rate-limit.ts';
import { readInstant } from '../read-fields.ts';
import { Cancellation, Cancelled } from '../schemas/cancellation.ts';
import { refusals } from '../schemas/refusal.ts';
import type { Register } from './app.ts';

export const cancel: Register = (app, deps) => {
  for (const { path, hide } of pathsOf('cancel', deps)) {
    app.post(
      path,
      {
        schema: {
          hide,
          operationId: 'cancelDelivery',
          summary: 'Cancel SME delivery order: before the goods are on their way.',
          tags: ['delivery insurance'],
          body: Cancellation,
          response: { 200: Cancelled, ...refusals },
        },
      },
      async (request, reply) => {
        const { body } = request;
        const { tracking_number: trackingNumber, policy_id: number, signature } = body;
        const wanted = { by: body.canceled_by, reason: body.cancellation_reason, at: body.cancellation_time };
        readInstant(wanted.at, 'cancellation_time', deps.now());
        const { identity, policyId } = await identifyPolicy(deps, { trackingNumber, signature });
        await app.getDecorator<Admit>('admit')(request, reply, identity);
        const { cancellation } = await cancelPolicy(deps, identity.caller, { policyId, number }, wanted);
        const { by, reason, at } = cancellation ?? wanted;
        return {
          tracking_number: trackingNumber,
          policy_id: number,
          canceled_by: by,
          cancellation_time: at,
          cancellation_reason: reason,
          signature: String(signature),
          status: 'success' as const,
          message: 'The policy is cancelled.',
        };
      },
    );
  }
};
