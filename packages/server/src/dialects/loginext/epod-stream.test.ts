/** Download EPOD over a socket: memory stays flat, a slow reader is waited for, one who goes away ends the work. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import sharp from 'sharp';
import { draft } from '../../../test/draft-delivery.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { memoryInUse } from '../../../test/memory-in-use.ts';
import { proofInput, signature } from '../../../test/proof-desk.ts';
import { createDelivery } from '../../use-cases/delivery/create-delivery.ts';
import { addProof } from '../../use-cases/proof/add-proof.ts';

const orders = 100;
const path =
  '/loginext/ShipmentApp/shipment/fmlm/epod/list?orderstartdt=2016-01-01+00:00:00&orderenddt=2099-01-01+00:00:00' +
  '&deliverystartdt=2016-01-01+00:00:00&deliveryenddt=2099-01-01+00:00:00';

let house: LogiNextHouse;
let partner: LogiNextClient;
let port: number;
/** Files of proofs that are open now, and how many were opened. */
const files = { open: 0, most: 0, opened: 0, failing: false };

before(async () => {
  house = await openLogiNextHouse();
  partner = await house.client();
  await seed();
  const read = house.deps.files.get;
  const get = async (key: string) => {
    if (files.failing) throw new Error('disk gone');
    const stream = await read(key);
    files.opened += 1;
    files.open += 1;
    files.most = Math.max(files.most, files.open);
    stream.once('close', () => (files.open -= 1));
    return stream;
  };
  // a mock of the test runner would keep each stream that it has given
  Object.assign(house.deps.files, { get });
  await house.app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = house.app.server.address() as AddressInfo);
});
after(() => house.close());

/** One order with a proof, and as many more like it, which share its files. */
async function seed(): Promise<void> {
  const { identity } = partner.tenant;
  const { id } = await createDelivery(house.deps, identity, draft({ orderNumber: 'S-0' }));
  // noise, so that the ZIP is larger than what a system keeps for a socket that nobody reads
  const raw = { width: 400, height: 400, channels: 3 } as const;
  const bytes = await sharp(randomBytes(raw.width * raw.height * raw.channels), { raw })
    .png()
    .toBuffer();
  const input = proofInput(id, { files: [{ kind: 'photo', bytes }, { kind: 'signature', bytes: signature }] }); // prettier-ignore
  await addProof(house.deps, identity.caller, input);
  const change = (table: string, more: string) => `jsonb_populate_record(${table}, jsonb_build_object(${more}))`;
  await sql
    .raw(
      `
    with number as (select n from generate_series(1, ${orders - 1}) n),
    new_delivery as (
      insert into delivery select (${change('d', `'id', md5('d' || n)::uuid, 'order_number', 'S-' || n`)}).* from delivery d, number
      where d.id = '${id}'
    ), new_proof as (
      insert into proof select (${change('p', `'id', md5('p' || n)::uuid, 'delivery_id', md5('d' || n)::uuid`)}).* from proof p, number
      where p.delivery_id = '${id}'
    )
    insert into proof_file
    select (${change('f', `'id', md5(f.id::text || n)::uuid, 'proof_id', md5('p' || n)::uuid`)}).*
    from proof_file f join proof p on p.account_id = f.account_id and p.id = f.proof_id, number where p.delivery_id = '${id}'`,
    )
    .execute(house.database.db);
}

async function download(): Promise<IncomingMessage> {
  const request = get({ port, host: '127.0.0.1', path, headers: partner.tokens });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  assert.equal(response.statusCode, 200);
  return response;
}

async function until(settled: () => boolean): Promise<void> {
  for (let turn = 0; turn < 400 && !settled(); turn += 1) await pause(25);
}

it('takes no more memory for many orders than for few, and has one file open', async () => {
  const seen: { files: number; bytes: number; resident: number }[] = [];
  let [bytes, next] = [0, orders];
  for await (const chunk of await download()) {
    bytes += (chunk as Buffer).length;
    if (files.opened < next) continue;
    // each order opens its two files twice: once for the sheet, once for the ZIP
    seen.push({ files: files.opened, bytes: memoryInUse(), resident: process.memoryUsage().rss });
    next += orders;
  }
  const [early, late] = [seen[0], seen.at(-1)];
  assert.ok(early && late && seen.length >= 3, `${seen.length} looks`);
  assert.equal(files.opened, orders * 4);
  // one that is read, and one that is just being closed
  assert.ok(files.most <= 2, `${files.most} files were open at a time`);
  assert.equal(files.open, 0);
  assert.ok(bytes > orders * 10_000, `${bytes} bytes`);
  const [grown, resident] = [late.bytes - early.bytes, late.resident - early.resident];
  assert.ok(grown < 4_000_000, `${grown} bytes more in use`);
  assert.ok(resident < 80_000_000, `${resident} bytes more resident`);
});

it('waits for a reader who is slow', async () => {
  files.opened = 0;
  const response = await download();
  response.pause();
  let last = -1;
  for (let turn = 0; turn < 40 && last !== files.opened; turn += 1) {
    last = files.opened;
    await pause(500);
  }
  const waiting = files.opened;
  let read = 0;
  for await (const chunk of response) read += (chunk as Buffer).length;
  assert.ok(read > 0);
  assert.equal(files.opened, orders * 4);
  assert.ok(waiting < orders * 4, `all ${waiting} files were read and nobody took them`);
});

it('stops when the client goes away, and closes what is open', async () => {
  files.opened = 0;
  const response = await download();
  await once(response, 'readable');
  response.destroy();
  let last = -1;
  await until(() => {
    const settled = last === files.opened;
    last = files.opened;
    return settled && files.open === 0;
  });
  await pause(300);
  assert.ok(files.opened < orders * 2, `${files.opened} files were opened`);
  assert.deepEqual([files.open, files.opened], [0, last]);
});

it('breaks off where a disk fails: nobody takes the part for the whole', async () => {
  files.opened = 0;
  const response = await download();
  files.failing = true;
  const read = async () => {
    for await (const _chunk of response);
  };
  await assert.rejects(read(), /aborted/);
  files.failing = false;
});

it('gives an account four downloads at a time', async () => {
  const running = [await download(), await download(), await download(), await download()];
  assert.equal((await house.app.inject({ url: path, headers: partner.tokens })).statusCode, 429);
  const stranger = await house.client();
  assert.equal((await house.app.inject({ url: path, headers: stranger.tokens })).statusCode, 200);
  for (const response of running) response.destroy();
  let status = 429;
  for (let turn = 0; turn < 100 && status === 429; turn += 1) {
    await pause(50);
    const again = get({ port, host: '127.0.0.1', path, headers: partner.tokens });
    const [response] = (await once(again, 'response')) as [IncomingMessage];
    status = response.statusCode ?? 0;
    response.destroy();
  }
  assert.equal(status, 200);
});
