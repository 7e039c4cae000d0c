/** LogiNext's orders beside the document's samples, which `replay/` has: what is refused, kept, found and changed. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';

const reference = /^[0-9a-f]{32}$/;

let house: LogiNextHouse;
let partner: LogiNextClient;

before(async () => {
  house = await openLogiNextHouse();
  partner = await house.client();
});
after(() => house.close());

type Order = Record<string, unknown>;
const sample = (name: string) => (fixture('loginext', name) as Order[])[0] ?? {};
let number = 0;
const withNumber = (order: Order): Order => ({ ...order, orderNo: `Order-${(number += 1)}` });

async function create(order: Order): Promise<string> {
  const { body } = await partner.call('POST', '/ShipmentApp/mile/v1/create', [order]);
  const [id] = (body as { referenceId: string[] }).referenceId;
  assert.match(id ?? '', reference, JSON.stringify(body));
  return id ?? '';
}

describe('Create Order', () => {
  it('answers the first reference id when the same order comes again', async () => {
    const order = withNumber(sample('create-delivery-order.request'));
    assert.equal(await create(order), await create({ ...order }));
  });

  it('refuses other content under a number that is taken, with 409', async () => {
    const order = withNumber(sample('create-delivery-order.request'));
    await create(order);
    const { status, body } = await partner.call('POST', '/ShipmentApp/mile/v1/create', [
      { ...order, awbNumber: 'other' },
    ]);
    assert.equal(status, 409);
    const message = `There is an order ${String(order['orderNo'])} with other content already.`;
    assert.deepEqual(body, {
      status: 409,
      message,
      referenceId: null,
      data: null,
      error: { '0': [{ key: 'orderNo', message: [message] }] },
      hasError: true,
    });
  });

  it('names each missing field and writes nothing', async () => {
    const {
      deliverPinCode: _pin,
      deliverEndTimeWindow: _end,
      ...order
    } = withNumber(sample('create-delivery-order.request'));
    const { status, body } = await partner.call('POST', '/ShipmentApp/mile/v1/create', [order]);
    assert.equal(status, 400);
    assert.deepEqual(body, {
      status: 400,
      message: 'Deliver end-time window is mandatory.',
      referenceId: null,
      data: null,
      error: {
        '0': [
          { key: 'deliverEndTimeWindow', message: ['Deliver end-time window is mandatory.'] },
          { key: 'deliverPinCode', message: ['Deliver pin code is mandatory.'] },
        ],
      },
      hasError: true,
    });
    const found = await partner.call('GET', `/ShipmentApp/mile/v1/shipment?order_no=${String(order['orderNo'])}`);
    assert.deepEqual((found.body as { data: unknown[] }).data, []);
  });

  it('answers each element of a list in its place', async () => {
    const good = withNumber(sample('create-delivery-order.request'));
    const bad = { ...withNumber(good), deliverCity: '' };
    const { status, body } = await partner.call('POST', '/ShipmentApp/mile/v1/create', [good, bad]);
    const answered = body as { referenceId: (string | null)[] };
    assert.equal(status, 200);
    assert.match(answered.referenceId[0] ?? '', reference);
    assert.deepEqual(body, {
      status: 200,
      message: 'Order created successfully',
      referenceId: [answered.referenceId[0], null],
      data: null,
      error: { '1': [{ key: 'deliverCity', message: ['Deliver city is mandatory.'] }] },
      hasError: true,
    });
  });

  it('refuses an unknown branch where the account does not make them on the way', async () => {
    const strict = await house.client({ autoCreateReferences: false });
    const { status, body } = await strict.call(
      'POST',
      '/ShipmentApp/mile/v1/create',
      fixture('loginext', 'create-delivery-order.request'),
    );
    assert.equal(status, 400);
    assert.deepEqual((body as { error: unknown }).error, {
      '0': [
        { key: 'distributionCenter', message: ['Distribution Center is invalid'] },
        { key: 'deliverBranch', message: ['Deliver Branch is invalid'] },
        { key: 'returnBranch', message: ['Return Branch is invalid'] },
      ],
    });
  });

  it('takes at most the documented number of orders at once', async () => {
    const orders = Array.from({ length: 21 }, () => withNumber(sample('create-delivery-order.request')));
    const { status, body } = await partner.call('POST', '/ShipmentApp/mile/v1/create', orders);
    assert.equal(status, 400);
    assert.deepEqual(body, {
      status: 400,
      message: 'At most 20 records are allowed in a request.',
      data: null,
      hasError: true,
    });
  });
});

describe('Get Order', () => {
  it('gives back every field of an order that waits', async () => {
    const order = withNumber(sample('create-delivery-order.request'));
    const id = await create(order);
    const { status, body } = await partner.call(
      'GET',
      `/ShipmentApp/mile/v1/shipment?order_no=${String(order['orderNo'])}`,
    );
    assert.equal(status, 200);
    const expected = fixture('loginext', 'get-order.response') as { data: Order[] };
    const data = (body as { data: Order[] }).data;
    assert.deepEqual(Object.keys(data[0] ?? {}), Object.keys(expected.data[0] ?? {}));
    assert.deepEqual({ ...(body as object), data: null }, { ...expected, data: null });
    assert.deepEqual(data, [
      {
        referenceId: id,
        orderNo: order['orderNo'],
        awbNumber: 'AWB001',
        clientName: 'tenant',
        branchName: 'Gurgaon',
        origin: 'Gurgaon',
        destination: '123,Powai,Hiranandani,Dmart,Mumbai,400076',
        shipmentOrderTypeCd: 'DELIVER',
        orderState: 'FORWARD',
        deliveryType: 'DLBOY',
        deliveryLocationType: 'PUP',
        shipmentOrderDt: Date.parse('2016-07-15T10:30:00.000Z'),
        startTimeWindow: Date.parse('2016-07-16T10:31:00.000Z'),
        endTimeWindow: Date.parse('2016-07-18T10:31:00.000Z'),
        paymentType: 'Prepaid',
        notes: 'PickedUp',
        packageValue: 5000,
        recalculatedValue: 5000,
        status: 'NOTDISPATCHED',
        plannedServiceTime: 20,
        serviceTime: 0,
        deliveryMediumName: null,
        assignedThrough: null,
        tripName: null,
        eta: null,
        actualStartDt: null,
        actualEndDt: null,
        plannedDistance: null,
        actualDistance: null,
        distanceFromHub: null,
        plannedStartDt: null,
        plannedEndDt: null,
        timeTakenDifferenceInMins: null,
        pickupCheckInTime: null,
        pickupCheckOutTime: null,
        pickupCheckInLatitude: null,
        pickupCheckInLongitude: null,
        pickupCheckOutLatitude: null,
        pickupCheckOutLongitude: null,
        deliverCheckInTime: null,
        deliverCheckOutTime: null,
        deliverCheckInLatitude: null,
        deliverCheckInLongitude: null,
        deliverCheckOutLatitude: null,
        deliverCheckOutLongitude: null,
        orderSequence: null,
        customerCode: 'Customer001',
        customerName: 'TestUser',
        amountCollected: null,
        podCount: 0,
        noOfCrates: 10,
        packageWeight: 10,
        packageVolume: 4500,
        customerComments: '',
        deliveryNotes: 'Delivered',
        customerRatings: null,
        customerPhoneNumber: '1234567890',
        deliveryMediumPhoneNumber: null,
        reason: null,
        vehicleNumber: null,
        noOfAttempts: 0,
        deliveryGeofenceEnterTime: null,
        deliveryGeofenceExitTime: null,
        isDelayed: true,
        delayedBy: data[0]?.['delayedBy'],
        shipmentCrateMappings: [
          {
            crateCd: 'CRATE001',
            statusCd: 'PACKED',
            crateType: 'case',
            crateAmount: 100.65,
            shipmentlineitems: [
              { itemCd: 'CODE001', itemName: 'ITEM1', itemPrice: 100, itemQuantity: 2, itemType: 'TYPE1', itemWeight: 10, statusCd: 'PACKED', actualItemQuantity: null },
              { itemCd: 'CODE002', itemName: 'ITEM2', itemPrice: 50, itemQuantity: 3, itemType: 'TYPE2', itemWeight: 10, statusCd: 'PACKED', actualItemQuantity: null },
            ],
            noOfUnits: 10,
            loadedUnits: 0,
            unloadedUnits: 0,
            orderNo: order['orderNo'],
            crateQuantity: 0,
            amountToCollect: 0,
          },
        ],
      },
    ]); // prettier-ignore
  });

  it('finds undispatched orders by the window of their first leg', async () => {
    const other = await house.client();
    const body = fixture('loginext', 'create-pickup-order.request');
    await other.call('POST', '/ShipmentApp/mile/v1/create', body);
    const find = async (query: string) => {
      const answer = await other.call('GET', `/ShipmentApp/mile/v1/shipment?${query}`);
      return (answer.body as { data: unknown[] }).data.length;
    };
    assert.equal(await find('start_date=2016-07-16+14:00:00&end_date=2016-07-16+15:00:00&status=NOTDISPATCHED'), 1);
    assert.equal(await find('start_date=2016-07-17+14:00:00&end_date=2016-07-17+15:00:00'), 1);
    assert.equal(await find('start_date=2016-07-16+15:00:00&end_date=2016-07-17+14:00:00&status=ALL'), 0);
    assert.equal(await find('start_date=2016-07-16+14:00:00&end_date=2016-07-17+15:00:00&status=COMPLETED'), 0);
  });

  it('asks for dates when no order number is given', async () => {
    const { status, body } = await partner.call('GET', '/ShipmentApp/mile/v1/shipment?status=ALL');
    assert.equal(status, 400);
    assert.deepEqual(body, {
      status: 400,
      message: 'start_date is mandatory.',
      data: null,
      error: {
        '0': [
          { key: 'start_date', message: ['start_date is mandatory.'] },
          { key: 'end_date', message: ['end_date is mandatory.'] },
        ],
      },
      hasError: true,
    });
  });
});

describe('the rest of an order’s life', () => {
  it('changes what an update names, and leaves the rest', async () => {
    const id = await create(withNumber(sample('create-pickup-and-delivery-order.request')));
    const orderNo = `Order-${(number += 1)}`;
    const update = {
      ...sample('update-order.request'),
      referenceId: id,
      orderNo,
      deliverCity: 'Pune',
      packageWeight: '12.5',
    };
    assert.equal((await partner.call('POST', '/ShipmentApp/mile/v1/update', [update])).status, 200);
    const found = await partner.call('GET', `/ShipmentApp/mile/v1/shipment?order_no=${orderNo}`);
    const [order] = (found.body as { data: Order[] }).data;
    assert.equal(order?.['packageWeight'], 12.5);
    assert.equal(order?.['destination'], '123,Powai,Hiranandani,Dmart,Pune,400076');
    assert.equal(order?.['deliveryNotes'], 'Delivered', 'what the update does not name stays');
  });

  it('cancels an order once, and only one that may be cancelled', async () => {
    const id = await create({ ...withNumber(sample('create-delivery-order.request')), cancellationAllowedFl: 'Y' });
    const first = await partner.call('PUT', '/ShipmentApp/mile/v1/cancel', [id]);
    assert.equal(first.status, 200);
    const again = await partner.call('PUT', '/ShipmentApp/mile/v1/cancel', [id]);
    assert.deepEqual([again.status, again.body], [409, {
      status: 409,
      message: 'Order(s) are already cancelled',
      data: null,
      error: { '0': [{ key: 'referenceId', message: ['Order(s) are already cancelled'] }] },
      hasError: true,
    }]); // prettier-ignore
    const firm = await create(withNumber(sample('create-delivery-order.request')));
    const refused = await partner.call('PUT', '/ShipmentApp/mile/v1/cancel', [firm]);
    assert.deepEqual(
      [refused.status, (refused.body as { message: string }).message],
      [409, "Order(s) couldn't be cancelled"],
    );
  });

  it('asks for a reason where the document does', async () => {
    const id = await create(withNumber(sample('create-delivery-order.request')));
    const report = (detail: object, newStatus = 'NOTDELIVERED') =>
      partner.call('PUT', '/ShipmentApp/mile/v1/update/status', {
        newStatus,
        orderDetails: [{ orderReferenceId: id, ...detail }],
      });
    assert.equal(((await report({})).body as { message: string }).message, 'Reason cd is mandatory.');
    assert.equal(
      ((await report({ reasonCd: 'Other' })).body as { message: string }).message,
      'Other reason is mandatory.',
    );
    assert.equal((await report({}, 'SHIPPED')).status, 400);
    assert.equal((await report({ reasonCd: 'OTHER', otherReason: 'Technical Issues' })).status, 200);
  });

  it('answers an id that another tenant has as one that nobody has', async () => {
    const id = await create(withNumber(sample('create-delivery-order.request')));
    const stranger = await house.client();
    for (const [method, url, body] of [
      ['POST', '/ShipmentApp/mile/v1/status', (one: string) => [one]],
      ['PUT', '/ShipmentApp/mile/v1/cancel', (one: string) => [one]],
      ['POST', '/ShipmentApp/mile/v1/create/return', (one: string) => [one]],
      ['POST', '/ShipmentApp/mile/v1/update', (one: string) => [{ referenceId: one, awbNumber: 'x' }]],
    ] as const) {
      const others = await stranger.call(method, url, body(id));
      const nobodys = await stranger.call(method, url, body('0'.repeat(32)));
      assert.equal(others.status, 400);
      assert.deepEqual(others.body, nobodys.body);
    }
  });
});
