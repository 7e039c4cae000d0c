/** Files that settings name: the start needs them, and says which is missing. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { cannotStart, makeDataDirectory, startWaybill } from './waybill-process.ts';

const skip = await cannotStart();
const certificate = (name: string) => `${import.meta.dirname}/certificates/${name}`;

suite('files of MPay', { timeout: 120_000, skip }, () => {
  const settings = {
    WAYBILL_MPAY: 'https://mpay.example/service/pay',
    WAYBILL_MPAY_SERVICE_ID: 'W',
    WAYBILL_MPAY_CERT: certificate('good.pem'),
    WAYBILL_MPAY_KEY: certificate('leaf.key'),
    WAYBILL_MPAY_TRUST: `${certificate('ca.pem')},${certificate('self.pem')}`,
  };

  test('the start reads all of them', async (t) => {
    await startWaybill(t, { WAYBILL_DATA: makeDataDirectory(t), ...settings }).ready;
  });

  test('one that is missing, or is something else, is named with its setting', async (t) => {
    const wrong = { WAYBILL_MPAY_KEY: certificate('good.pem'), WAYBILL_MPAY_TRUST: certificate('none.pem') };
    for (const [name, file] of Object.entries(wrong)) {
      const env = { WAYBILL_DATA: makeDataDirectory(t), ...settings, [name]: file };
      const { code, output } = await startWaybill(t, env).exited;
      assert.equal(code, 1);
      assert.match(output, new RegExp(`cannot start\\. The file .*\nWhat to do: Check ${name}\\.`));
      assert.doesNotMatch(output, /^\s+at /m);
    }
  });
});
