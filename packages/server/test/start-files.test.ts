/** Files that settings name: the start needs them, and says which is missing. */
import assert from 'node:assert/strict';
import { before, suite, test, type TestContext } from 'node:test';
import { filesOf } from './files-of.ts';
import { makeCertificate, type Certificate } from './make-certificate.ts';
import { cannotStart, makeDataDirectory, startWaybill } from './waybill-process.ts';

const skip = await cannotStart();
const certificate = (name: string) => `${import.meta.dirname}/certificates/${name}`;

suite('files of MPay', { timeout: 300_000, skip }, () => {
  let own: Certificate;
  let mpay: Certificate;
  before(async () => {
    [own, mpay] = await Promise.all([makeCertificate({ name: 'Waybill' }), makeCertificate({ name: 'MPay' })]);
  });
  const start = (t: TestContext, change: Readonly<Record<string, string>> = {}) => {
    const pems = { cert: own.certificate, key: own.key, now: mpay.certificate, next: own.certificate };
    const { cert = '', key = '', now = '', next = '' } = filesOf(t, pems);
    return startWaybill(t, {
      WAYBILL_DATA: makeDataDirectory(t),
      WAYBILL_MPAY: 'https://mpay.example/service/pay',
      WAYBILL_MPAY_SERVICE_ID: 'W',
      WAYBILL_MPAY_CERT: cert,
      WAYBILL_MPAY_KEY: key,
      WAYBILL_MPAY_TRUST: `${now},${next}`,
      ...change,
    });
  };

  test('the start reads all of them', async (t) => {
    await start(t).ready;
  });

  test('one that is missing, or is something else, is named with its setting', async (t) => {
    const wrong = { WAYBILL_MPAY_KEY: certificate('good.pem'), WAYBILL_MPAY_TRUST: certificate('none.pem') };
    for (const [name, file] of Object.entries(wrong)) {
      const { code, output } = await start(t, { [name]: file }).exited;
      assert.equal(code, 1);
      assert.match(output, new RegExp(`cannot start\\. The file .*\nWhat to do: Check ${name}\\.`));
      assert.doesNotMatch(output, /^\s+at /m);
    }
  });

  test('keys that cannot sign, or do not belong together, stop the start and not the first payment', async (t) => {
    const wrong = { WAYBILL_MPAY_KEY: certificate('leaf.key'), WAYBILL_MPAY_TRUST: certificate('ca.pem') };
    for (const [name, file] of Object.entries(wrong)) {
      const { code, output } = await start(t, { [name]: file }).exited;
      assert.equal(code, 1);
      assert.match(output, new RegExp(`cannot start\\. The .* RSA key.*\nWhat to do: .*${name}`));
    }
  });
});
