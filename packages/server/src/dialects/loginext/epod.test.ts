/** Download EPOD through HTTP: what is in the ZIP, which orders it holds, and what is refused. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { photo, proofInput, signature } from '../../../test/proof-desk.ts';
import { unzip } from '../../../test/unzip.ts';
import { draft, place } from '../../../test/draft-delivery.ts';
import type { DeliveryDraft } from '../../domain/delivery/delivery.ts';
import { addProof } from '../../use-cases/proof/add-proof.ts';
import { createDelivery } from '../../use-cases/delivery/create-delivery.ts';
import { toReference } from './references.ts';

const path = '/loginext/ShipmentApp/shipment/fmlm/epod/list';
const range = {
  orderstartdt: '2016-01-01 00:00:00',
  orderenddt: '2016-12-31 23:59:59',
  deliverystartdt: '2016-01-01 00:00:00',
  deliveryenddt: '2016-12-31 23:59:59',
};

let house: LogiNextHouse;
let partner: LogiNextClient;
let count = 0;
before(async () => {
  house = await openLogiNextHouse();
});
after(() => house.close());

const ordered = new Date('2016-06-16T00:00:00Z');
const due = { from: new Date('2016-06-17T08:00:00Z'), until: new Date('2016-06-17T18:00:00Z') };

async function order(change: Partial<DeliveryDraft> = {}, proven = true): Promise<string> {
  count += 1;
  const one = draft({ orderNumber: `E-${count}`, orderedAt: ordered, dropoff: place({ window: due }), ...change });
  const { id } = await createDelivery(house.deps, partner.tenant.identity, one);
  if (proven) await addProof(house.deps, partner.tenant.identity.caller, proofInput(id, one.legs === 'pickup' ? { leg: 'pickup' } : {})); // prettier-ignore
  return id;
}

async function download(query: Readonly<Record<string, string>> = range, { tokens } = partner) {
  const answer = await house.app.inject({ url: path, query, headers: tokens });
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload, body: answer.body };
}

const names = async (query: Readonly<Record<string, string>>, client = partner) => [
  ...(await unzip((await download(query, client)).bytes)).keys(),
];
const folders = async (change: Readonly<Record<string, string>> = {}) =>
  [...new Set((await names({ ...range, ...change })).map((name) => name.replace(/_.*/, '')))].toSorted();

describe('the ZIP', () => {
  before(async () => void (partner = await house.client()));

  it('holds a folder for each order with its photos, its signature and a sheet', async () => {
    const [first, second] = [await order(), await order()];
    await order({}, false);
    const { status, headers, bytes } = await download();
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'application/zip');
    assert.equal(headers['content-disposition'], 'attachment; filename="epod.zip"');
    const files = await unzip(bytes);
    const inFolder = (number: number, id: string) =>
      ['epod.pdf', 'photo-01.jpg', 'signature-01.png'].map((name) => `E-${number}_${toReference(id)}/${name}`);
    assert.deepEqual([...files.keys()], [...inFolder(1, first), ...inFolder(2, second)]);
    const [pdf, picture, signed] = [...files.values()];
    assert.equal(pdf?.subarray(0, 5).toString(), '%PDF-');
    assert.ok(picture?.equals(photo) && signed?.equals(signature), 'as they were sent');
  });

  it('counts the files of several proofs, and keeps names in their folder', async () => {
    const id = await order({ orderNumber: '../../A/1 ü\u202e' });
    await addProof(house.deps, partner.tenant.identity.caller, proofInput(id, { recipientName: 'محمد علي' }));
    const own = (await names(range)).filter((name) => name.includes(toReference(id)));
    const folder = `__.._A_1_ü__${toReference(id)}`;
    const files = ['epod.pdf', 'photo-01.jpg', 'signature-01.png', 'photo-02.jpg', 'signature-02.png'];
    assert.deepEqual(own, files.map((name) => `${folder}/${name}`)); // prettier-ignore
  });

  it('holds an order and its return apart', async () => {
    const forward = await order({ orderNumber: 'TWICE' });
    const reverse = await order({ orderNumber: 'TWICE', direction: 'reverse' });
    const own = new Set((await names(range)).filter((name) => name.startsWith('TWICE_')).map((name) => name.split('/')[0])); // prettier-ignore
    assert.deepEqual([...own], [`TWICE_${toReference(forward)}`, `TWICE_${toReference(reverse)}`]);
  });

  it('is empty where nothing is found, and for another tenant', async () => {
    const nothing = await download({
      ...range,
      orderstartdt: '2015-01-01 00:00:00',
      orderenddt: '2015-01-02 00:00:00',
    });
    assert.deepEqual([nothing.status, nothing.bytes.length, (await unzip(nothing.bytes)).size], [200, 22, 0]);
    assert.deepEqual(await names(range, await house.client()), []);
  });

  it('goes on without a file that is lost, and one that was changed', async () => {
    partner = await house.client();
    await order();
    const rows = await house.database.db.selectFrom('proof_file').selectAll().where('account_id', '=', partner.tenant.account.id).execute(); // prettier-ignore
    for (const { kind, storage_key: key, content_type: type } of rows) {
      if (kind === 'photo') await house.deps.files.remove(key);
      else await house.deps.files.put(key, photo, type);
    }
    await order();
    assert.deepEqual((await names(range)).map((name) => name.split('/')[1]), ['epod.pdf', 'epod.pdf', 'photo-01.jpg', 'signature-01.png']); // prettier-ignore
  });
});

it('says that it cannot, where it fails before the first byte', async (t) => {
  partner = await house.client();
  await order();
  t.mock.method(house.deps.files, 'get', () => Promise.reject(new Error('disk gone')));
  const { status, headers, body } = await download();
  assert.deepEqual([status, headers['content-type']], [500, 'application/json; charset=utf-8']);
  assert.equal((JSON.parse(body) as { hasError: boolean }).hasError, true);
});

describe('which orders', () => {
  before(async () => {
    partner = await house.client();
    count = 0;
    await order();
    await order({ orderedAt: new Date('2016-07-01T00:00:00Z') });
    await order({ dropoff: place({ window: { from: null, until: null } }) });
    await order({ legs: 'pickup', dropoff: null, pickup: place({ window: { from: due.from, until: new Date('2016-06-20T00:00:00Z') } }) }); // prettier-ignore
  });

  it('are those that were ordered in the range, its ends included', async () => {
    assert.deepEqual(await folders(), ['E-1', 'E-2', 'E-3', 'E-4']);
    assert.deepEqual(await folders({ orderenddt: '2016-06-16+00:00:00' }), ['E-1', 'E-3', 'E-4']);
    assert.deepEqual(await folders({ orderstartdt: '2016-06-16 00:00:01' }), ['E-2']);
  });

  it('are those that ended in the other range, or are due in it, or else were ordered in it', async () => {
    const on = (day: string) => folders({ deliverystartdt: `${day} 00:00:00`, deliveryenddt: `${day} 23:59:59` });
    assert.deepEqual(await on('2016-06-17'), ['E-1', 'E-2']);
    assert.deepEqual(await on('2016-06-16'), ['E-3']);
    assert.deepEqual(await on('2016-06-20'), ['E-4']);
  });

  it('are those of the status, in each of the document’s words', async () => {
    const update = house.database.db.updateTable('delivery').where('account_id', '=', partner.tenant.account.id);
    const put = (number: string, state: string) =>
      update.set({ state, cancelled_at: state === 'cancelled' ? due.until : null }).where('order_number', '=', number).execute(); // prettier-ignore
    for (const [state, first, pickup] of [
      ['ready', 'NOTDISPATCHED', 'NOTDISPATCHED'],
      ['to_pickup', 'INTRANSIT', 'INTRANSIT'],
      ['in_transit', 'INTRANSIT', 'PICKEDUP'],
      ['pickup_failed', 'NOTPICKEDUP', 'NOTPICKEDUP'],
      ['delivery_failed', 'NOTDELIVERED', 'NOTDELIVERED'],
      ['delivered', 'DELIVERED', 'DELIVERED'],
      ['partially_delivered', 'DELIVERED', 'DELIVERED'],
      ['cancelled', 'CANCELLED', 'CANCELLED'],
    ] as const) {
      await put('E-1', state);
      await put('E-4', state);
      for (const status of ['INTRANSIT', 'DELIVERED', 'NOTDELIVERED', 'PICKEDUP', 'NOTPICKEDUP', 'CANCELLED']) {
        const expected = [...(status === first ? ['E-1'] : []), ...(status === pickup ? ['E-4'] : [])];
        assert.deepEqual(await folders({ status }), expected, `${state} ${status}`);
      }
    }
    assert.deepEqual(await folders({ status: 'notdispatched' }), ['E-2', 'E-3']);
    assert.deepEqual(await folders({ status: 'CANCELLED,NOTDISPATCHED' }), ['E-1', 'E-2', 'E-3', 'E-4']);
    assert.deepEqual(await folders({ status: '' }), ['E-1', 'E-2', 'E-3', 'E-4']);
  });
});

describe('what is refused', () => {
  before(async () => void (partner = await house.client()));
  const faultsOf = async (query: Readonly<Record<string, string>>) => {
    const { status, body } = await download(query);
    const { error, hasError } = JSON.parse(body) as { error: Record<string, { key: string; message: string[] }[]>; hasError: boolean }; // prettier-ignore
    assert.deepEqual([status, hasError], [400, true]);
    return error['0']?.map(({ message }) => message[0]);
  };

  it('is a date that is missing, none, or before the other one; all are named', async () => {
    const keys = ['orderstartdt', 'orderenddt', 'deliverystartdt', 'deliveryenddt'];
    assert.deepEqual(await faultsOf({}), keys.map((key) => `${key} is mandatory.`)); // prettier-ignore
    assert.deepEqual(await faultsOf({ ...range, orderenddt: '2016-13-01 00:00:00', deliveryenddt: '2015-01-01 00:00:00' }), [
      'orderenddt is invalid. The format is yyyy-MM-dd HH:mm:ss',
      'deliveryenddt is before deliverystartdt',
    ]); // prettier-ignore
  });

  it('is a word that the document does not have', async () => {
    for (const status of ['ALL', 'PARTIALLYDELIVERED', 'DELIVERED,x', '__proto__']) {
      assert.deepEqual(await faultsOf({ ...range, status }), ['status is invalid']);
    }
  });

  it('is a request without tokens, and HEAD', async () => {
    assert.equal((await house.app.inject({ url: path, query: range })).statusCode, 401);
    assert.equal((await house.app.inject({ method: 'HEAD', url: path, query: range, headers: partner.tokens })).statusCode, 405); // prettier-ignore
  });
});
