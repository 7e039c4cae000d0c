/** Our own fleet as a carrier: an order becomes a delivery, which whatever moves couriers moves. */
import type { Carrier, CarrierNews, CarrierRecord, Shipment, Waybill } from '../../domain/carrier/carrier.ts';
import { newsOfDelivery } from '../../domain/carrier/fleet-news.ts';
import { fleetOffer } from '../../domain/carrier/fleet-offer.ts';
import type { Address, Delivery } from '../../domain/delivery/delivery.ts';
import { create } from '../../domain/delivery/lifecycle.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { foldName } from '../../lib/fold-name.ts';
import { findByOrderNumber } from '../../store/delivery.ts';
import type { Caller } from '../caller.ts';
import { cancelAt } from '../delivery/cancel-delivery.ts';
import { changeDelivery, type Outcome, type Scene } from '../delivery/change-deliveries.ts';
import { insertOnce } from '../delivery/insert-once.ts';
import type { Deps } from '../deps.ts';
import { measureDrives } from '../price/measure-drives.ts';
import { transact } from '../transact.ts';
import { draftOf, shapeOfFleet } from './fleet-delivery.ts';
import { shipmentOfOrder } from './shipment.ts';

/** Calls off what no courier has fetched, in the name of whoever asks. */
export function fleetCarrier(deps: Deps, asker: Caller, { code, prices }: CarrierRecord): Carrier {
  const { accountId, actor, credentialId } = asker;
  // no answer is sealed with what a carrier does: the order's own change comes after it
  const caller: Caller = { accountId, actor, credentialId };

  async function offers(shipment: Shipment) {
    const { from, to } = shipment;
    if (!prices || !from.position || !to.position || !goesTo(prices.areas, to.address)) return [];
    const [drive] = await measureDrives(deps, from.position, [to.position], 'car');
    if (!drive) throw new Error('One way was asked for and none came back.');
    return [fleetOffer(shipment, { carrierCode: code, prices, metres: drive.metres, now: deps.now() })];
  }

  /** The order's number is the delivery's, unless one that was given up or a stranger has it. */
  async function createWaybill(order: ShippingOrder, key: string): Promise<Waybill> {
    const shipment = await shipmentOfOrder(deps, order);
    const now = deps.now();
    const request = { content: { waybill: key }, taken: 'The number of the waybill is taken.' };
    const take = async (orderNumber: string) => {
      const birth = { accountId, id: deps.newId(), now };
      const changed = create(draftOf(order, shipment, { orderNumber, now }), birth);
      const { delivery } = await insertOnce(deps, deps.db.of(accountId), caller, changed, request);
      return { waybill: delivery.orderNumber, deliveryId: delivery.id, trackingUrl: null };
    };
    try {
      return await take(order.number);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'duplicate') throw error;
      return take(`${order.number}-${key.slice(key.lastIndexOf('-') + 1)}`);
    }
  }

  async function find(waybill: string): Promise<Delivery | null> {
    const db = deps.db.of(accountId);
    const found = await findByOrderNumber(db, { accountId, orderNumber: waybill, ...shapeOfFleet });
    return found?.delivery ?? null;
  }

  async function read(waybill: string): Promise<CarrierNews> {
    const delivery = await find(waybill);
    if (!delivery) throw new DomainError('delivery_not_found', `Our fleet knows no waybill ${waybill}.`);
    return newsOfDelivery(delivery);
  }

  async function cancel(waybill: string): Promise<void> {
    const delivery = await find(waybill);
    // what it does not know it will not carry
    if (!delivery) return;
    const { id, state } = delivery;
    if (state === 'cancelled' || state === 'expired') return;
    try {
      await transact(deps, caller, (tx) => changeDelivery(deps, tx, caller, id, (scene) => callOff(scene, actor)));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // somebody else was quicker
      if (error.code === 'already_cancelled') return;
      throw error.code === 'illegal_transition' ? underWay() : error;
    }
  }

  return { offers, createWaybill, read, cancel };
}

function callOff(scene: Scene, by: string): Outcome {
  if (scene.delivery.pickedUpAt !== null) throw underWay();
  return cancelAt(scene, by, { reasonCode: null, reason: null });
}

/** @param areas cities and regions, written as anybody may write them; null: everywhere. */
function goesTo(areas: readonly string[] | null, { city, state, locality }: Address): boolean {
  if (areas === null) return true;
  const known = new Set(areas.map(foldName));
  return [city, state, locality].some((name) => name !== null && known.has(foldName(name)));
}

const underWay = () => new DomainError('not_cancellable', 'The goods are under way.');
