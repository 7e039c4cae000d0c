/** The tour in the README works when it is pasted: its commands run against a real server, word for word. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { promisify } from 'node:util';
import { startReceiver } from './receiver.ts';
import { cannotStart, makeDataDirectory, startWaybill } from './waybill-process.ts';

const run = promisify(execFile);

const readme = readFileSync(join(import.meta.dirname, '..', '..', '..', 'README.md'), 'utf8');
const tour = [...readme.matchAll(/<!-- tour -->\s*```sh\n([\s\S]*?)```/g)].map(([, commands]) => commands).join('\n');

async function missing(): Promise<string | false> {
  try {
    await run('curl', ['--version']);
    await run('bash', ['--version']);
    return await cannotStart();
  } catch {
    return 'curl or bash is not on this machine';
  }
}

it('works when it is pasted', { skip: await missing(), timeout: 120_000 }, async (t) => {
  const receiver = await startReceiver();
  t.after(() => receiver.close());
  const waybill = startWaybill(t, { WAYBILL_DATA: makeDataDirectory(t), WAYBILL_PRIVATE_URLS: 'allow' });
  const address = await waybill.ready;
  // only the addresses differ from what a reader pastes
  const commands = tour
    .replaceAll('http://127.0.0.1:8080', address)
    .replaceAll('http://127.0.0.1:9000/hook', receiver.url);
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', commands], { timeout: 60_000 });
  assert.match(stdout, /"message":"1 trip\(s\) started"/);
  assert.match(stdout, /"data":\[\{"lat":19\.1,"lng":72\.88,"shipmentReference":"[0-9a-f]{32}"\}\]/);
  assert.match(stdout, /"status":"DELIVERED"/);
  assert.match(
    stdout,
    /delivery\.created → delivery\.assigned → delivery\.dispatched → delivery\.arrived → delivery\.delivered/,
  );
  for (let left = 100; receiver.received.length < 4 && left > 0; left -= 1) await new Promise((done) => setTimeout(done, 50)); // prettier-ignore
  const heard = receiver.received.map(
    ({ body }) => (JSON.parse(body) as { notificationType: string }).notificationType,
  );
  assert.deepEqual(heard.toSorted(), ['DELIVEREDNOTIFICATION', 'ORDERCREATIONNOTIFICATION', 'ORDERUPDATENOTIFICATION', 'STARTTRIP']); // prettier-ignore
});
