/** A partner's own server that hears webhooks. */
import assert from 'node:assert/strict';
import { Webhook } from 'standardwebhooks';
import { startReceiver, type Received } from '../receiver.ts';
import type { Scope } from '../waybill-process.ts';

export interface Ear {
  readonly url: string;
  /** So far, in the order in which they came. */
  readonly received: readonly Received[];
  /** Each was signed with the secret, and none came twice. */
  readonly assertSigned: (secret: string) => void;
}

export async function openEar(t: Scope): Promise<Ear> {
  const { url, received, close } = await startReceiver();
  t.after(close);
  return {
    url,
    received,
    assertSigned(secret) {
      for (const { headers, body } of received) {
        const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = headers;
        assert.equal(signature, new Webhook(secret).sign(String(id), new Date(Number(at) * 1000), body));
      }
      const ids = received.map(({ headers }) => headers['webhook-id']);
      assert.equal(new Set(ids).size, ids.length);
      assert.ok(ids.length > 0);
    },
  };
}
