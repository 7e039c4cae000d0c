/** Everybody in the story: two servers, four partners who speak, and whoever writes down what they say. */
import assert from 'node:assert/strict';
import type { DeliveryState } from '../../src/domain/delivery/delivery-state.ts';
import { until } from '../two-servers/patience.ts';
import type { Scope } from '../waybill-process.ts';
import { openGotSurgePartner, type GotSurgePartner } from './gotsurge-partner.ts';
import { openHouse, type House } from './house.ts';
import { openInsurer, type Insurer } from './insurer.ts';
import { openLogiNextPartner, type LogiNextPartner } from './loginext-partner.ts';
import { openMDeliveryHub, publicOrder, type MDeliveryHub } from './mdelivery-hub.ts';
import type { Parcel, Partners } from './parcel.ts';
import { openSubplacePartner, type SubplacePartner } from './subplace-partner.ts';
import { dialects, vocabularies, type DialectName } from './vocabularies.ts';

/** Which dialects have said their word for a state over HTTP. */
export type Heard = ReadonlyMap<DeliveryState, ReadonlySet<DialectName>>;

export interface Stage {
  readonly house: House;
  readonly loginext: LogiNextPartner;
  readonly gotsurge: GotSurgePartner;
  readonly hub: MDeliveryHub;
  readonly subplace: SubplacePartner;
  readonly insurer: Insurer;
  readonly heard: Heard;
  /** A subscription is sold, and what it brings becomes an order that the hub follows. */
  readonly sell: (quantity?: number) => Promise<{ readonly parcel: Parcel; readonly number: string }>;
  /** The delivery stands so, and every dialect's own operation says its own word for that. */
  readonly sees: (parcel: Parcel, state: DeliveryState) => Promise<void>;
}

/** These hear of it from a follower or a call that comes behind the change. */
const late: readonly DialectName[] = ['SUBPLACE', 'insurance'];

export async function openStage(t: Scope): Promise<Stage> {
  const [house, other] = await Promise.all([openHouse(t), openHouse(t)]);
  const loginext = await openLogiNextPartner(t, house);
  const gotsurge = await openGotSurgePartner(t, house);
  const hub = await openMDeliveryHub(t, house);
  const subplace = await openSubplacePartner(t, house);
  const insurer = await openInsurer(house, other);
  const partners: Partners = { LogiNext: loginext, GotSurge: gotsurge, MDelivery: hub, SUBPLACE: subplace, insurance: insurer }; // prettier-ignore
  const heard = new Map<DeliveryState, Set<DialectName>>();

  async function listen(parcel: Parcel, state: DeliveryState, dialect: DialectName): Promise<void> {
    const expected = vocabularies[dialect](state);
    const ask = () => partners[dialect].wordOf(parcel);
    const isSo = async () => (await ask()) === expected;
    if (late.includes(dialect)) await until(`${dialect} calls ${parcel.orderNumber} ${expected}`, isSo);
    else assert.equal(await ask(), expected, `${dialect} of ${parcel.orderNumber}, which is ${state}`);
    heard.set(state, (heard.get(state) ?? new Set()).add(dialect));
  }

  return {
    house,
    loginext,
    gotsurge,
    hub,
    subplace,
    insurer,
    heard,
    async sell(quantity) {
      const sold = await subplace.sell(quantity);
      await house.native('POST', `/deliveries/${sold.parcel.id}/public-order`, publicOrder(sold.parcel.orderNumber));
      return sold;
    },
    async sees(parcel, state) {
      assert.equal((await house.native('GET', `/deliveries/${parcel.id}`))['state'], state);
      parcel.states.push(state);
      const knowing = dialects.filter((one) => one !== 'SUBPLACE' || parcel.isSubscribed);
      await Promise.all(knowing.map((dialect) => listen(parcel, state, dialect)));
      const status = vocabularies.MDelivery(state);
      const isHeard = async () => hub.heardOf(parcel).at(-1) === status;
      // before the next one takes its place; a draft is no change
      if (state !== 'draft') await until(`the hub hears ${status} of ${parcel.orderNumber}`, isHeard);
    },
  };
}
