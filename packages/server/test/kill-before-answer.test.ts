/** The server dies after its commit and before its client hears of it. */
import assert from 'node:assert/strict';
import { connect, createServer } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { signConcatenated } from '../src/lib/body-signature.ts';
import { sandboxSigners } from '../src/use-cases/account/sandbox-signers.ts';
import { sandboxCredentials } from '../src/use-cases/account/seed-sandbox.ts';
import { openCrashHouse } from './crash/crash-house.ts';
import { listen } from './receiver.ts';
import { submission } from './saladin-house.ts';
import { onDatabase } from './throwaway-postgres.ts';
import { cannotStart } from './waybill-process.ts';

const skip = await cannotStart();

/** Hands on what the client says and keeps what the server says: the answer that never arrives. */
async function openSwallowingProxy(base: string) {
  const { hostname, port } = new URL(base);
  const heard: Buffer[] = [];
  const server = createServer((client) => {
    const far = connect(Number(port), hostname);
    client.pipe(far);
    client.on('error', () => far.destroy());
    far.on('error', () => client.destroy());
    far.on('data', (chunk) => heard.push(chunk));
    far.on('close', () => client.destroy());
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, heard, close: () => server.close() };
}

const body = JSON.stringify({
  orderNumber: 'R2',
  legs: 'dropoff',
  orderedAt: '2026-01-15T10:30:00Z',
  dropoff: { address: { street: 'Powai Road' } },
});

test(
  'R2: killed between commit and answer, the repetition gets the same answer and makes nothing new',
  { skip, timeout: 120_000 },
  async (t) => {
    const house = await openCrashHouse(t);
    for (let round = 1; round <= 3; round += 1) {
      const proxy = await openSwallowingProxy(house.base);
      const headers = {
        authorization: `Bearer ${sandboxCredentials.native.key}`,
        'content-type': 'application/json',
        'idempotency-key': `r2-${round}`,
      };
      const content = body.replace('R2', `R2-${round}`);
      const create = (base: string) => fetch(`${base}/v1/deliveries`, { method: 'POST', headers, body: content });
      const unanswered = assert.rejects(create(proxy.url), 'the client hears nothing');
      const url = new URL(await house.databaseUrl());
      url.pathname = '/waybill';
      const count = 'select count(*)::int as n from delivery where order_number = $1';
      const id = await onDatabase(url.href, async (client) => {
        const find = () =>
          client.query<{ id: string }>('select id from delivery where order_number = $1', [`R2-${round}`]);
        let found = await find();
        for (; !found.rows[0]; found = await find()) await sleep(1);
        return found.rows[0].id;
      });
      await house.killServer();
      await unanswered;
      proxy.close();

      const again = await create(house.base);
      const text = await again.text();
      assert.equal(again.status, 201, text);
      assert.equal(again.headers.get('idempotency-replayed'), 'true');
      assert.ok(text.includes(id));
      // what the proxy kept, if the server got as far as saying it
      const swallowed = Buffer.concat(proxy.heard).toString('utf8');
      if (swallowed !== '') assert.ok(swallowed.endsWith(text), swallowed);
      assert.equal(await (await create(house.base)).text(), text);
      await onDatabase((await house.databaseUrl()).replace(/postgres$/, 'waybill'), async (client) => {
        assert.deepEqual((await client.query(count, [`R2-${round}`])).rows, [{ n: 1 }]);
        const keys = await client.query('select count(*)::int as n from idempotency_key where status is null');
        assert.deepEqual(keys.rows, [{ n: 0 }]);
      });
    }
  },
);

test(
  'R2: killed before it answers, an insurer that is asked again has issued one policy and noted each word once',
  { skip, timeout: 120_000 },
  async (t) => {
    const house = await openCrashHouse(t);
    const onRows = async <R extends object>(text: string) =>
      onDatabase((await house.databaseUrl()).replace(/postgres$/, 'waybill'), async (client) => (await client.query<R>(text)).rows); // prettier-ignore
    const number = 'KILLED';
    const signature = signConcatenated(sandboxSigners.saladin.token, number, '15000');
    const asked = {
      orders: submission({ tracking_number: number, signature }),
      tracking: { tracking_number: number, delivery_status: 'in_delivery', tracking_time: 1_649_224_800, signature },
    };
    const kept = {
      orders: `select number from policy where tracking_number = '${number}'`,
      tracking: `select e.id from policy_event e join policy p on p.id = e.policy_id where p.tracking_number = '${number}'`,
    };
    for (const operation of ['orders', 'tracking'] as const) {
      const ask = (base: string) =>
        fetch(`${base}/saladin/api/v1/delivery-insurance/sme/${operation}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(asked[operation]),
        });
      const proxy = await openSwallowingProxy(house.base);
      const unanswered = assert.rejects(ask(proxy.url), 'the partner hears nothing');
      let rows = await onRows(kept[operation]);
      for (; rows.length === 0; rows = await onRows(kept[operation])) await sleep(1);
      await house.killServer();
      await unanswered;
      proxy.close();
      const again = await ask(house.base);
      assert.equal(again.status, 200, await again.clone().text());
      assert.deepEqual(await onRows(kept[operation]), rows);
    }
    const [policy] = await onRows<{ version: number; delivery_status: string }>(
      `select version, delivery_status from policy where tracking_number = '${number}'`,
    );
    assert.deepEqual(policy, { version: 2, delivery_status: 'in_delivery' });
    const events = await onRows(`select e.type from event e join policy p on p.id = e.aggregate_id where p.tracking_number = '${number}' order by e.sequence`); // prettier-ignore
    assert.deepEqual(events, [{ type: 'policy.issued' }, { type: 'policy.tracked' }]);
  },
);
