/** Sends an endpoint's messages since an instant again, oldest first, each once. */
import { findEndpoint } from '../../store/webhook-endpoint.ts';
import { replayMessages, type MessageState } from '../../store/webhook-message.ts';
import type { Caller } from '../caller.ts';
import { transact } from '../transact.ts';
import type { WebhookDeps } from './house.ts';
import { endpointNotFound } from './get-endpoint.ts';

export interface ReplaySince {
  readonly endpointId: string;
  readonly since: Date;
  /** `missed`: those that never arrived. `all`: those that did, too; receivers know them by their id. */
  readonly which: 'missed' | 'all';
}

const states = {
  missed: ['failed', 'dropped'],
  all: ['failed', 'dropped', 'delivered'],
} as const satisfies Record<ReplaySince['which'], readonly MessageState[]>;

/**
 * Messages that still wait are not counted: they are sent anyway. Those of webhooks that the endpoint no longer listens
 * to stay as they are. To keep the order of an endpoint that was disabled, replay first and enable it then.
 * @throws DomainError `endpoint_not_found`
 */
export async function replaySince(
  deps: WebhookDeps,
  caller: Caller,
  { endpointId, since, which }: ReplaySince,
): Promise<{ readonly messages: number }> {
  const { accountId } = caller;
  return transact(deps, caller, async (tx) => {
    const endpoint = await findEndpoint(tx, accountId, endpointId);
    if (!endpoint) throw endpointNotFound();
    const replay = { endpointId, since, states: states[which], events: endpoint.events };
    return { messages: await replayMessages(tx, accountId, replay) };
  });
}
