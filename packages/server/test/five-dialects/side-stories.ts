/** What else becomes of deliveries: attempts fail, goods come back or come in part, orders are called off or nobody takes them. */
import { assertAllHeard } from './all-heard.ts';
import { giveToCourier, nobodyThere } from './driven.ts';
import { publicOrder } from './mdelivery-hub.ts';
import type { Parcel } from './parcel.ts';
import type { Stage } from './stage.ts';

export type SideStory = (stage: Stage) => Promise<void>;

/** Nobody at either door at first, and at the receiver's for good. */
const comesBack: SideStory = async (stage) => {
  const { house, sees } = stage;
  const { parcel, number } = await stage.sell();
  await sees(parcel, 'ready');
  const inVain = await giveToCourier(stage, parcel);
  await sees(parcel, 'assigned');
  await inVain.start();
  await inVain.at('pickup', 'arrive');
  await sees(parcel, 'at_pickup');
  await inVain.at('pickup', 'fail', nobodyThere);
  await sees(parcel, 'pickup_failed');
  const again = await giveToCourier(stage, parcel);
  await sees(parcel, 'assigned');
  await again.start();
  await again.at('pickup', 'pick-up');
  await sees(parcel, 'in_transit');
  await again.at('dropoff', 'fail', nobodyThere);
  await sees(parcel, 'delivery_failed');
  await house.native('POST', `/deliveries/${parcel.id}/start-return`, { reason: 'Nobody is there.' });
  await sees(parcel, 'returning');
  await house.native('POST', `/deliveries/${parcel.id}/complete-return`);
  await sees(parcel, 'returned');
  const notifications = [
    'ORDERCREATIONNOTIFICATION',
    'ORDERUPDATENOTIFICATION',
    'NOTPICKEDUPNOTIFICATION',
    'ORDERUPDATENOTIFICATION',
    'PICKEDUPNOTIFICATION',
    'NOTDELIVEREDNOTIFICATION',
  ];
  await assertAllHeard(stage, parcel, { number, notifications });
};

const comesInPart: SideStory = async (stage) => {
  const { house, loginext, sees } = stage;
  const { parcel, number } = await stage.sell(3);
  await loginext.ask('POST', '/ShipmentApp/mile/v1/update', [
    { referenceId: parcel.id.replaceAll('-', ''), partialDeliveryAllowedFl: 'Y' },
  ]);
  await sees(parcel, 'ready');
  const { at } = await giveToCourier(stage, parcel);
  await sees(parcel, 'assigned');
  await at('pickup', 'pick-up');
  await sees(parcel, 'in_transit');
  const packages = [{ code: 'SILK', units: 2 }];
  await at('dropoff', 'deliver', { packages, reasonCode: 'TORN', reason: 'One is torn.' });
  await sees(parcel, 'partially_delivered');
  await house.native('POST', `/deliveries/${parcel.id}/confirm`);
  await sees(parcel, 'confirmed');
  const notifications = [
    'ORDERCREATIONNOTIFICATION',
    'ORDERUPDATENOTIFICATION',
    'ORDERUPDATENOTIFICATION',
    'PICKEDUPNOTIFICATION',
    'PARTIALDELIVERYNOTIFICATION',
  ];
  await assertAllHeard(stage, parcel, { number, notifications });
};

const isCalledOff: SideStory = async (stage) => {
  const { parcel, number } = await stage.sell();
  await stage.sees(parcel, 'ready');
  await stage.loginext.ask('PUT', '/ShipmentApp/mile/v1/cancel', [parcel.id.replaceAll('-', '')]);
  await stage.sees(parcel, 'cancelled');
  const notifications = ['ORDERCREATIONNOTIFICATION', 'CANCELLEDNOTIFICATION'];
  await assertAllHeard(stage, parcel, { number, notifications });
};

const nobodyTakesIt: SideStory = async (stage) => {
  const { parcel, number } = await stage.sell();
  await stage.sees(parcel, 'ready');
  await stage.house.native('POST', `/deliveries/${parcel.id}/expire`);
  await stage.sees(parcel, 'expired');
  const notifications = ['ORDERCREATIONNOTIFICATION', 'CANCELLEDNOTIFICATION'];
  await assertAllHeard(stage, parcel, { number, notifications });
};

/** An order of a public service from its first word on: the receiver pays at the hub, and the goods are packed. */
const isOrderedAtTheHub: SideStory = async (stage) => {
  const { house, hub, sees } = stage;
  const orderNumber = 'HUB-1';
  const address = { city: 'Ho Chi Minh City', country: 'VN' };
  const [pickup, dropoff] = ['Sender', 'Receiver'].map((customerName) => ({ customerName, phone: '+84901234567', address })); // prettier-ignore
  const goodsValue = { amount: 2_000_000, currency: 'VND' };
  const delivery = { orderNumber, legs: 'both', currency: 'VND', goodsValue, pickup, dropoff };
  const { id } = await house.native('POST', '/public-orders', { ...publicOrder(orderNumber), delivery });
  const parcel: Parcel = { id: String(id), orderNumber, isSubscribed: false, states: [] };
  await sees(parcel, 'draft');
  await hub.report(parcel, 'AwaitingPayment');
  await sees(parcel, 'awaiting_payment');
  await hub.report(parcel, 'Paid');
  await sees(parcel, 'paid');
  await house.native('POST', `/deliveries/${parcel.id}/processing`);
  await sees(parcel, 'processing');
  await house.native('POST', `/deliveries/${parcel.id}/ready`);
  await sees(parcel, 'ready');
  await assertAllHeard(stage, parcel, { number: null, notifications: ['ORDERCREATIONNOTIFICATION'] });
};

export const sideStories: readonly SideStory[] = [comesBack, comesInPart, isCalledOff, nobodyTakesIt, isOrderedAtTheHub]; // prettier-ignore
