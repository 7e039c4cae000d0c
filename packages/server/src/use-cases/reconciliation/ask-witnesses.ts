/** Asks provider and carrier of an order how it stands, and takes their word where it may still move the order. */
import type { CarrierWord } from '../../domain/carrier/carrier.ts';
import { DomainError } from '../../domain/errors.ts';
import type { PublicStatus } from '../../domain/public-order/public-status.ts';
import type { Said } from '../../domain/reconciliation/compare.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { findCarrier } from '../../store/carrier.ts';
import { findPartnerHealth } from '../../store/partner-health.ts';
import { findOpenOrder } from '../../store/shipping-order.ts';
import type { Caller } from '../caller.ts';
import { openCarrier } from '../carrier/open-carrier.ts';
import type { Deps } from '../deps.ts';
import { isOpen, providerConnector } from '../partner-call/breaker.ts';
import { askForOrder } from '../poll/ask-for-order.ts';
import { findServiceById } from '../provider/find-service.ts';
import { hearCarrier } from '../shipping-order/hear.ts';
import { transact } from '../transact.ts';

/** Why partners said nothing, by their ids: they are not asked again. */
export type Silences = Map<string, string>;

export async function askProvider(
  deps: Deps,
  caller: Caller,
  order: ShippingOrder,
  silences: Silences,
): Promise<Said<PublicStatus | null>> {
  const { accountId } = caller;
  const of = await findServiceById(deps, accountId, order.serviceId);
  if (of?.provider.state !== 'active') return null;
  // of what came to nothing and was ordered again the provider speaks of the later one
  const open = await findOpenOrder(deps.db.of(accountId), accountId, order);
  if (open && open.id !== order.id) return null;
  const partnerId = of.provider.id;
  const known = silences.get(partnerId);
  if (known !== undefined) return { silence: known };
  const partner = { accountId, connector: providerConnector, partnerId };
  const health = await findPartnerHealth(deps.db.of(accountId), partner);
  if (health && isOpen(health, deps.now())) return { silence: `${of.provider.name} has not answered lately.` };
  return said(silences, partnerId, () => askForOrder(deps, caller, of, order));
}

export async function askCarrier(
  deps: Deps,
  caller: Caller,
  { id, carrierId, waybill }: ShippingOrder,
  silences: Silences,
): Promise<Said<CarrierWord>> {
  const { accountId } = caller;
  const record = waybill === null ? null : await findCarrier(deps.db.of(accountId), accountId, carrierId);
  if (!record || waybill === null) return null;
  const known = silences.get(carrierId);
  if (known !== undefined) return { silence: known };
  return said(silences, carrierId, async () => {
    const news = await (await openCarrier(deps, caller, record)).read(waybill);
    await transact(deps, caller, (tx) => hearCarrier(deps, tx, caller, id, news));
    return news.word;
  });
}

async function said<W>(silences: Silences, partnerId: string, ask: () => Promise<W>): Promise<Said<W>> {
  try {
    return { word: await ask() };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    // who knows nothing of one order may know of the next
    if (error.code === 'partner_unavailable') silences.set(partnerId, error.message);
    else if (error.code !== 'delivery_not_found') throw error;
    return { silence: error.message };
  }
}
