/** POST /api/v1/delivery-insurance/sme/orders: submit SME delivery. */
import { numberLiteral } from '../../../lib/number-literal.ts';
import { certificateLink } from '../../../use-cases/policy/links.ts';
import { getProduct } from '../../../use-cases/policy/products.ts';
import { submitPolicy } from '../../../use-cases/policy/submit-policy.ts';
import { identifySubmitter } from '../auth.ts';
import { readSubmission } from '../read-submission.ts';
import { refusals } from '../schemas/refusal.ts';
import { Submission, Submitted } from '../schemas/submission.ts';
import type { Register } from './app.ts';

export const submit: Register = (app, deps) => {
  app.post(
    '/api/v1/delivery-insurance/sme/orders',
    {
      config: { rawBody: true },
      schema: {
        operationId: 'submitDelivery',
        summary: 'Submit SME delivery: insures it. The same again is the same policy.',
        tags: ['delivery insurance'],
        body: Submission,
        response: { 200: Submitted, ...refusals },
      },
    },
    async (request) => {
      const { body } = request;
      const written = body.premium_amount;
      const raw = request.getDecorator<Buffer>('rawBody');
      const premiumText = typeof written === 'string' ? written : numberLiteral(raw.toString(), 'premium_amount');
      const read = readSubmission(body, premiumText ?? String(written), deps.now());
      const { tracking_number: trackingNumber, signature } = body;
      const identity = await identifySubmitter(deps, { trackingNumber, signature, premiums: read.premiums });
      const product = await getProduct(deps, identity.caller, read.productCode);
      const { policy, token } = await submitPolicy(deps, identity, product, read.draftIn(product.currency));
      return {
        status: 'success' as const,
        message: 'The delivery is insured.',
        policy_id: policy.number,
        url_certificate: certificateLink(deps, token),
      };
    },
  );
};
