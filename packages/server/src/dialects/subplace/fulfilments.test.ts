/** The fulfilment list and the fulfilment detail over HTTP: the document's samples, filters, pages, refusals. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openSubplaceHouse, type SubplaceHouse } from '../../../test/subplace-house.ts';
import { fixture } from '../../../test/fixture.ts';
import { saveFulfilment } from '../../store/fulfilment.ts';
import { writeListing } from '../../store/listing.ts';
import { fulfilmentRow } from '../../use-cases/listing/rows.ts';

const [listPath, detailPath] = ['/order/fulfillment', '/order/fulfillment/detail'];
let house: SubplaceHouse;
before(async () => {
  house = await openSubplaceHouse();
  for (let serial = 1; serial <= 24; serial += 1)
    await house.subscribe({ serial, number: `SO-${serial}`, quantity: serial }, `SBL-${serial}`);
  // the newest
  await house.subscribe();
});
after(() => house.close());

type Page = { list: Record<string, number>; order: readonly { no: string; delivery: { status: string } }[] };
const list = async (fields: object) => (await house.ask(listPath, fields)).body as unknown as Page;
const numbers = async (fields: object) => (await list(fields)).order.map(({ no }) => no);

describe('the list', () => {
  it('answers the sample as documented, key by key', async () => {
    // signed anew, for nobody has printed the secret; and 20 asked for, which the sample shows and does not ask for
    const request = { ...(fixture('subplace', 'fulfilment-list.request') as object), page_size: '20' };
    const { http, text } = await house.ask(listPath, request);
    const { status, order } = fixture('subplace', 'fulfilment-list.response') as { status: object; order: [object] };
    const answered = JSON.parse(text) as { status: object; list: object; order: object[] };
    assert.equal(http, 200);
    assert.deepEqual(Object.keys(answered), ['status', 'list', 'order']);
    assert.equal(JSON.stringify(answered.status), JSON.stringify(status));
    const pages = { total_item: 25, page_size: 20, current_page: 1, total_page: 2 };
    assert.equal(JSON.stringify(answered.list), JSON.stringify(pages));
    assert.equal(JSON.stringify(answered.order[0]), JSON.stringify(order[0]));
  });

  it('goes through its pages to the end, newest first', async () => {
    const seen = [];
    for (const page of ['1', 2, '3', '4']) seen.push(...(await numbers({ page_size: 9, current_page: page })));
    assert.deepEqual(seen, ['SO-7486', ...Array.from({ length: 24 }, (_, index) => `SO-${24 - index}`)]);
    assert.deepEqual((await list({ page_size: '500' })).list, { total_item: 25, page_size: 100, current_page: 1, total_page: 1 }); // prettier-ignore
  });

  it('is searched and filtered, by each field and by all of them', async () => {
    assert.deepEqual(await numbers({ search_text: 'so-2' }), ['SO-24', 'SO-23', 'SO-22', 'SO-21', 'SO-20', 'SO-2']);
    assert.deepEqual(await numbers({ search_text: 'DO-mr1907-6487-1' }), ['SO-7486']);
    assert.equal((await list({ search_text: 'leong kok' })).list['total_item'], 25);
    assert.deepEqual(await numbers({ search_text: '%' }), []);
    assert.deepEqual(await numbers({ fulfillment_type: 'redemption' }), []);
    assert.equal((await list({ created_date_from: '2022-03-09', created_date_to: '9-3-2022' })).list['total_item'], 25);
    assert.equal((await list({ created_date_from: '9-3-2022, 9:47 PM' })).list['total_item'], 0);
    const { order, fulfilment, ...rest } = await house.subscribe({ serial: 90, number: 'SO-90' }, 'SBL-90');
    assert.ok(fulfilment);
    const done = { ...fulfilment, status: 'completed', deliveredAt: house.deps.now() } as const;
    const db = house.database.tenants.of(order.accountId);
    await saveFulfilment(db, done);
    await db
      .transaction()
      .execute((tx) => writeListing(tx, order.accountId, [fulfilmentRow({ order, ...rest }, done)]));
    assert.deepEqual(await numbers({ delivery_status: '["completed"]' }), ['SO-90']);
    assert.equal((await list({ delivery_status: ['Pending', 'Completed'] })).list['total_item'], 26);
    const all = { search_text: '9', fulfillment_type: 'Delivery', delivery_status: 'Completed', created_date_from: '2022-03-01', created_date_to: '2022-03-31', page_size: '1' }; // prettier-ignore
    assert.deepEqual((await list(all)).order.map(({ no, delivery }) => [no, delivery.status]), [['SO-90', 'Completed']]); // prettier-ignore
  });

  it('names the field that it does not understand', async () => {
    const wrong: Readonly<Record<string, unknown>> = { page_size: '0', current_page: 'x', fulfillment_type: 'post', delivery_status: '["Lost"]', created_date_from: '2022-02-30', created_date_to: 5, search_text: 'x'.repeat(300) }; // prettier-ignore
    for (const [field, value] of Object.entries(wrong)) {
      const { http, body } = await house.ask(listPath, { [field]: value });
      assert.deepEqual([http, body.status.code], [200, -2], field);
      assert.match(body.status.message, new RegExp(`^Invalid parameter: ${field}: `));
    }
  });
});

describe('the detail', () => {
  it('answers as the sample, to the letter', async () => {
    const { text } = await house.ask(detailPath, { reference_no: 'DO-MR1907-6487-1' });
    assert.equal(text, JSON.stringify(fixture('subplace', 'fulfilment-detail.response')));
  });

  it('finds nothing that the account does not have', async () => {
    for (const reference_no of ['DO-MR1907-6487-2', '', "' or '1'='1"]) {
      const { http, body } = await house.ask(detailPath, { reference_no });
      assert.deepEqual([http, body], [200, { status: { code: -3, message: 'Not found' } }]);
    }
    const { body } = await house.ask(detailPath, {});
    assert.deepEqual([body.status.code, body.status.message], [-2, 'Invalid parameter: reference_no: The field is missing.']); // prettier-ignore
  });
});
