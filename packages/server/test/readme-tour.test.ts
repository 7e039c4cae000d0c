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

/** What the README says is printed. */
const shown = /```\n(ready: [\s\S]*?)\n```/.exec(readme)?.[1]?.split('\n') ?? [];

async function missing(): Promise<string | false> {
  try {
    await run('curl', ['--version']);
    await run('bash', ['--version']);
    return await cannotStart();
  } catch {
    return 'curl or bash is not on this machine';
  }
}

it('works when it is pasted', { skip: await missing(), timeout: 180_000 }, async (t) => {
  const receiver = await startReceiver();
  t.after(() => receiver.close());
  const waybill = startWaybill(t, { WAYBILL_DATA: makeDataDirectory(t), WAYBILL_PRIVATE_URLS: 'allow' });
  const address = await waybill.ready;
  // only the addresses differ from what a reader pastes
  const commands = tour
    .replaceAll('http://127.0.0.1:8080', address)
    .replaceAll('http://127.0.0.1:9000/hook', receiver.url);
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', commands], { timeout: 120_000 });
  assert.match(stdout, /"message":"1 trip\(s\) started"/);
  assert.match(stdout, /"data":\[\{"lat":19\.1,"lng":72\.88,"shipmentReference":"[0-9a-f]{32}"\}\]/);
  assert.match(stdout, /"status":"DELIVERED"/);
  assert.match(
    stdout,
    /delivery\.created → delivery\.assigned → delivery\.dispatched → delivery\.arrived → delivery\.delivered/,
  );
  assert.match(stdout, /^to_pickup → at_pickup → in_transit → at_dropoff$/m);
  assert.match(stdout, /^broadcasting → accepted → pending_pickup → pickup_arriving → pending_delivery → delivery_arriving → complete$/m); // prettier-ignore
  assert.match(stdout, /photo_urls: \[\s*'http:\/\/localhost:\d+\/gotsurge\/proof-files\/[0-9a-f-]{36}'/);
  assert.match(stdout, /recipient_name: 'Mei Lin'/);
  assert.match(stdout, /^\{"id":"o7741072598796449999","isPaid":false,"status":"Unknown",/m);
  assert.match(stdout, /<Body><GetDeliveryChangesResponse xmlns="urn:waybill:mdelivery:1"\/><\/Body>/);
  assert.match(stdout, /^delivered$/m);
  assert.match(stdout, /^\{"status":\{"code":1,"message":"Success"\},"list":\{"total_item":20,.*"no":"SO-7486"/m);
  assert.match(stdout, /"status":"Approved"\},"bill":\{"cycle":"Monthly","no":"SBL-16866",.*"reference_no":"DO-\w+-6488-1","sequence":"1\/12"/); // prettier-ignore
  assert.match(stdout, /"policyNumber":"AHA-\d{4}-000001","certificateUrl":"http:\/\/localhost:\d+\/saladin\/certificates\/[\w-]{43}"/); // prettier-ignore
  // the insurer hears of a step a little later than the others
  for (const line of shown) assert.ok(stdout.includes(line.replace(/\w+$/, '')), line);
  assert.match(stdout, /insurance success$/m);
  assert.match(stdout, /^\[ 'Delivered' \]$/m);
  /** Names of what was told of an order. */
  const heardOf = (order: RegExp) =>
    receiver.received
      .filter(({ body }) => order.test(body))
      .map(({ body }) => (JSON.parse(body) as { notificationType: string }).notificationType);
  const ofTask = /"GS-\w{26}"/;
  const isPickedUp = () => heardOf(ofTask).includes('PICKEDUPNOTIFICATION');
  for (let left = 100; (heardOf(/"TOUR-1"/).length < 5 || !isPickedUp()) && left > 0; left -= 1) await new Promise((done) => setTimeout(done, 50)); // prettier-ignore
  // a trip's end has the name of a delivery
  assert.deepEqual(heardOf(/"TOUR-1"/).toSorted(), ['DELIVEREDNOTIFICATION', 'DELIVEREDNOTIFICATION', 'ORDERCREATIONNOTIFICATION', 'ORDERUPDATENOTIFICATION', 'STARTTRIP']); // prettier-ignore
  assert.ok(isPickedUp(), heardOf(ofTask).join());
  const orders = receiver.received.flatMap(({ body }) => new URLSearchParams(body).get('order') ?? []);
  // when it was paid, and when it was approved, with its delivery
  assert.deepEqual(orders.map((order) => /"reference_no":"DO-\w+-6488-1"/.test(order)), [false, true]); // prettier-ignore
});
