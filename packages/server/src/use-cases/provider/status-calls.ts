/** Providers, told of the way of what they have sold. */
import { findProvider } from '../../store/provider.ts';
import type { Connector } from '../partner-call/partner-calls.ts';
import type { StatusToTell } from '../shipping-order/outgoing-calls.ts';
import { askProvider } from './ask-provider.ts';

/** Seconds until a call looks again whether its provider still pauses. */
const whilePaused = 60;

/** `put_status`: content is `StatusToTell`. */
export const statusCalls: Connector = {
  async run(deps, { accountId, partnerId, content }) {
    const provider = await findProvider(deps.db.of(accountId), accountId, partnerId);
    if (!provider) throw new Error('A call names a provider that is not there.');
    // nobody talks to it, and that is no failure of its own
    if (provider.state === 'paused') return { outcome: 'again', status: null, answer: null, after: whilePaused };
    return askProvider(deps, provider, 'put_status', content as StatusToTell); // of outgoing-calls.ts
  },
  // that it knows changes nothing here
  apply: () => Promise.resolve(),
};
