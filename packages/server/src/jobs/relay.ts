/** Keeps relaying events from the outbox to webhook messages. Any number may run: one of them works at a time. */
import { relayEvents } from '../use-cases/webhook/relay-events.ts';
import type { WebhookDeps } from '../use-cases/webhook/house.ts';
import { writeBody } from '../webhooks/write-body.ts';
import { createLoop, type Loop } from './loop.ts';

export interface RelayOptions {
  /** Milliseconds between looks at an empty outbox: a NOTIFY from the writers would cost them their group commit. */
  readonly idleMs?: number;
  /** Events in one transaction. */
  readonly batch?: number;
  /** Called after messages were written. */
  readonly onRelayed?: () => void;
}

export function createRelay(deps: WebhookDeps, { idleMs = 100, batch = 500, onRelayed }: RelayOptions = {}): Loop {
  return createLoop({
    name: 'webhook relay',
    idleMs,
    log: deps.log,
    async round() {
      const relayed = await relayEvents(deps, writeBody, batch);
      if (relayed > 0) onRelayed?.();
      return relayed >= batch;
    },
  });
}
