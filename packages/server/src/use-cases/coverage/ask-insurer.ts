/** Asks an insurer's system, or tells it something, in the words of its dialect. Not inside a transaction. */
import type { Insurer } from '../../domain/coverage/coverage.ts';
import type { InsurerCall } from '../../domain/coverage/lifecycle.ts';
import { findInsurerToken } from '../../store/insurer.ts';
import type { Deps } from '../deps.ts';
import { askPartner, type PartnerSaid } from '../partner-call/ask-partner.ts';
import type { InsurerCalls } from './insurer-calls.ts';

/** All insurers speak the language of delivery insurance for SMEs. */
const dialect = 'saladin';

const pathOf = { submit: 'orders', track: 'tracking', cancel: 'cancel' } as const satisfies Record<
  InsurerCall,
  keyof Insurer['paths']
>;

/** As `askPartner`. */
export async function askInsurer<K extends InsurerCall>(
  deps: Deps,
  insurer: Insurer,
  operation: K,
  content: InsurerCalls[K]['content'],
): Promise<PartnerSaid<InsurerCalls[K]['answer']>> {
  const { accountId, id, paths } = insurer;
  const sealed = await findInsurerToken(deps.db.of(accountId), accountId, id);
  const secrets = { bearer: null, signing: deps.secrets.open(sealed) };
  const asking = { dialect, operation, content, secrets, path: paths[pathOf[operation]] };
  // the dialect reads an operation's answer into what insurer-calls.ts says of it
  return (await askPartner(deps, insurer, asking)) as PartnerSaid<InsurerCalls[K]['answer']>;
}
