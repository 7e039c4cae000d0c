/** What a provider says of an order at this moment. */
import { DomainError } from '../../domain/errors.ts';
import { PartnerUnavailable } from '../partner-call/partner-unavailable.ts';
import { askProvider } from './ask-provider.ts';
import { isPathSegment } from './path-segment.ts';
import { fillInMeasures } from './registered-measures.ts';
import type { FetchDetails } from './verbs.ts';

export const fetchDetails: FetchDetails = async (deps, { provider, service }, orderId) => {
  if (!isPathSegment(orderId)) throw unknown();
  const said = await askProvider(deps, provider, 'get_details', { serviceCode: service.code, orderId });
  if (said.outcome !== 'done') {
    if (said.outcome === 'refused' && said.status === 404) throw unknown();
    throw new PartnerUnavailable(said.words, said.outcome === 'retry' ? said.after : null);
  }
  if (said.answer.orderId !== orderId) throw new PartnerUnavailable(`${provider.name} tells of another order.`);
  return { ...said.answer, products: await fillInMeasures(deps, service, said.answer.products) };
};

const unknown = () => new DomainError('public_order_not_found', 'The provider knows no such order.');
