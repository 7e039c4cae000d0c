/** Signs a message the Standard Webhooks way, so that any of its libraries can check it. */
import { Webhook } from 'standardwebhooks';

export interface ToSign {
  /** The same on every try: receivers drop what they have seen. */
  readonly id: string;
  readonly body: string;
  /** `whsec_…`; two while a rotation lasts. */
  readonly secrets: readonly string[];
  /** The moment of this try. */
  readonly at: Date;
}

/** Headers of one try. https://www.standardwebhooks.com */
export function sign({ id, body, secrets, at }: ToSign): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
