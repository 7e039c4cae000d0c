/** The document leaves its endpoints open: the operator may put the operations where a partner's client looks for them. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { openSaladinHouse, submission } from '../../../test/saladin-house.ts';

it('answers at the paths of the installation, too, and describes each operation once', async () => {
  const insurancePaths = { orders: '/v2/sme/create', tracking: '/v2/sme/track', cancel: '/api/v1/delivery-insurance/sme/cancel' }; // prettier-ignore
  const house = await openSaladinHouse({ insurancePaths });
  try {
    const partner = await house.partner();
    const usual = await partner.ask('orders', submission());
    const signed = partner.sign(submission());
    assert.deepEqual(await house.post('/v2/sme/create', signed), usual);
    assert.equal(usual.status, 200);
    const row = { tracking_number: 'AHA123456', delivery_status: 'in_process', tracking_time: 1_649_224_800 };
    assert.equal((await house.post('/v2/sme/track', partner.sign(row))).status, 200);
    const { paths } = (await house.app.inject({ url: '/saladin/openapi.json' })).json<{ paths: object }>();
    assert.deepEqual(
      Object.keys(paths).filter((path) => path.includes('sme')),
      ['orders', 'tracking', 'cancel'].map((last) => `/saladin/api/v1/delivery-insurance/sme/${last}`),
    );
  } finally {
    await house.close();
  }
});
