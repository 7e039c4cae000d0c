/** Replays LogiNext's sample of Download EPOD: the query as it is printed, blanks and all. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { castOf } from '../../../../test/loginext-cast.ts';
import { openLogiNextHouse, type LogiNextHouse } from '../../../../test/loginext-house.ts';
import { photo, proofInput, signature } from '../../../../test/proof-desk.ts';
import { unzip } from '../../../../test/unzip.ts';
import { addProof } from '../../../use-cases/proof/add-proof.ts';
import { fromReference } from '../references.ts';

const query =
  'orderstartdt=2015-06-16 00:00:00&orderenddt=2016-06-16 00:30:00' +
  '&deliverystartdt=2015-06-15 00:00:00&deliveryenddt=2016-06-15 00:00:00&status=NOTDISPATCHED';

let house: LogiNextHouse;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
});
after(() => house.close());

it('answers Download EPOD with a ZIP: a folder for each order that the query finds [LX30]', async () => {
  const partner = await house.client();
  const cast = castOf(house, partner);
  const due = { deliverStartTimeWindow: '2016-06-01T08:00:00Z', deliverEndTimeWindow: '2016-06-01T18:00:00Z' };
  const found = await cast.order('delivery', { orderNo: 'FOUND', shipmentOrderDt: '2016-05-30T08:00:00Z', ...due });
  const late = await cast.order('delivery', { orderNo: 'LATE', shipmentOrderDt: '2016-06-17T08:00:00Z', ...due });
  for (const order of [found, late]) {
    await addProof(house.deps, partner.tenant.identity.caller, proofInput(fromReference(order) ?? ''));
  }
  const answer = await fetch(`${house.origin}/loginext/ShipmentApp/shipment/fmlm/epod/list?${query}`, {
    headers: partner.tokens,
  });
  assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'application/zip']);
  const files = await unzip(Buffer.from(await answer.arrayBuffer()));
  const names = ['epod.pdf', 'photo-01.jpg', 'signature-01.png'].map((name) => `FOUND_${found}/${name}`);
  assert.deepEqual([...files.keys()], names);
  const [pdf, picture, signed] = [...files.values()];
  assert.equal(pdf?.subarray(0, 5).toString(), '%PDF-');
  assert.ok(picture?.equals(photo) && signed?.equals(signature), 'as they were sent');
});
