/** POST /api/v1/delivery-insurance/sme/orders: submit SME delivery. */
import { numberLiteral } from '../../../lib/number-literal.ts';
import { certificateLink } from '../../../use-cases/policy/links.ts';
import { getProduct } from '../../../use-cases/policy/products.ts';
import { submitPolicy } from '../../../use-cases/policy/submit-policy.ts';
import { identifySubmitter } from '../auth.ts';
import { pathsOf } from '../paths.ts';
import type { Admit } from '../rate-limit.ts';
import { readSubmission } from '../read-submission.ts';
import { refusals } from '../schemas/refusal.ts';
import { Submission, Submitted } from '../schemas/submission.ts';
import type { Register } from './app.ts';

/** To whoever submits it once more. */
const cancelled = 'The policy of this delivery was cancelled: it insures nothing.';

export const submit: Register = (app, deps) => {
  for (const { path, hide } of pathsOf('orders', deps)) {
    app.post(
      path,
      {
        config: { rawBody: true },
        schema: {
          hide,
          operationId: 'submitDelivery',
          summary: 'Submit SME delivery: insures it. The same again is the same policy.',
          tags: ['delivery insurance'],
          body: Submission,
          response: { 200: Submitted, ...refusals },
        },
      },
      async (request, reply) => {
        const { body } = request;
        const written = body.premium_amount;
        const raw = request.getDecorator<Buffer>('rawBody');
        const premiumText =
          typeof written === 'string' ? written : numberLiteral(new TextDecoder().decode(raw), 'premium_amount');
        const read = readSubmission(body, premiumText ?? String(written), deps.now());
        const { tracking_number: trackingNumber, signature } = body;
        const identity = await identifySubmitter(deps, { trackingNumber, signature, premiums: read.premiums });
        await app.getDecorator<Admit>('admit')(request, reply, identity);
        const product = await getProduct(deps, identity.caller, read.productCode);
        const { policy, token } = await submitPolicy(deps, identity, product, read.draftIn(product.currency));
        return {
          status: 'success' as const,
          message: policy.state === 'cancelled' ? cancelled : 'The delivery is insured.',
          policy_id: policy.number,
          url_certificate: certificateLink(deps, token),
        };
      },
    );
  }
};
