/** Signs calls to carriers as webhooks are signed, so that a carrier checks both with one library. */
import { Webhook } from 'standardwebhooks';

export interface CallToSign {
  readonly id: string;
  /** '' where there is none. */
  readonly body: string;
  /** `whsec_…` */
  readonly secret: string;
  readonly at: Date;
}

/** https://www.standardwebhooks.com */
export function signCall({ id, body, secret, at }: CallToSign): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
}
