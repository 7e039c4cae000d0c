/** Opens the books of both sides when a run is over: nothing lost, nothing done twice, nothing to disagree about. */
import assert from 'node:assert/strict';
import { sql, type Kysely } from 'kysely';
import { mdelivery } from '../../src/dialects/mdelivery/index.ts';
import { createSecretBox } from '../../src/lib/secret-box.ts';
import type { DB } from '../../src/store/schema.ts';
import { reconcile } from '../../src/use-cases/reconciliation/reconcile.ts';
import { testDeps } from '../deps.ts';
import type { Town } from './town.ts';
import type { Sale } from './seller.ts';

/** How one order has to have gone. */
export interface End {
  readonly sale: Sale;
  /** Events of its shipping order: what it became, or what else was told. */
  readonly history: readonly string[];
  /** Events of its provider's delivery. */
  readonly told: readonly string[];
}

export interface Books {
  /** Whether everybody has been told everything. */
  readonly areQuiet: () => Promise<boolean>;
  /** Events, deliveries of the fleet, waybills of the carrier and payments: one each. */
  readonly assertOnceEach: (ends: readonly End[]) => Promise<void>;
  /** The report of the day finds nothing, and would find something. */
  readonly assertReconciled: (ends: readonly End[]) => Promise<void>;
}

export function openBooks({ databases, operator, seller, carrier, secretKey }: Town): Books {
  const { hub, provider } = databases;
  const histories = async (db: Kysely<DB>, aggregateId: string) => {
    const { rows } = await sql<{ word: string; sequence: number }>`
      select coalesce(data->>'to', split_part(type, '.', 2)) as word, sequence from event
      where aggregate_id = ${aggregateId} order by sequence`.execute(db);
    // one event a version, and none left out
    assert.deepEqual(rows.map(({ sequence }) => sequence), rows.map((_, index) => index + 1)); // prettier-ignore
    return rows.map(({ word }) => word);
  };
  const count = async (db: Kysely<DB>, query: ReturnType<typeof sql>) =>
    Number(Object.values((await sql<Record<string, unknown>>`${query}`.execute(db)).rows[0] ?? {})[0]);
  const reportOf = async () => {
    const { day } = await operator.native.post<{ day: string }>('/reconciliations');
    const deps = { ...testDeps(hub.tenants, { dialects: [mdelivery] }), secrets: createSecretBox(secretKey) };
    await reconcile(deps);
    await deps.exchange.close();
    return operator.native.get<{ findings: readonly { orderId: string; kind: string }[]; orders: number }>(`/reconciliations/${day}`); // prettier-ignore
  };

  return {
    async areQuiet() {
      // news of a waybill are asked for until its last word
      const calls = sql`select count(*) from partner_call where state <> 'acknowledged' and operation <> 'read'`;
      const waiting = await Promise.all([
        count(hub.db, calls),
        ...[hub, provider].flatMap(({ db }) => [
          count(db, sql`select count(*) from follow_up`),
          count(db, sql`select count(*) from outbox`),
        ]),
      ]);
      return waiting.every((each) => each === 0);
    },

    async assertOnceEach(ends) {
      for (const { sale, history, told } of ends) {
        const order = (await operator.orderOf(sale)) ?? assert.fail(sale.orderId);
        assert.deepEqual(await histories(hub.db, order.id), history);
        assert.deepEqual(await histories(provider.db, sale.id), told);
        const paid = order.paidAmount > 0 ? 1 : 0;
        assert.equal(paid, history.includes('paid') ? 1 : 0);
        assert.equal(
          await count(hub.db, sql`select count(*) from payment where shipping_order_id = ${order.id}`),
          paid,
        );
        assert.equal(order.paidAmount, paid * (order.orderAmount + order.deliveryCost));
        const ours = await count(hub.db, sql`select count(*) from delivery where waybill_number = ${order.number}`);
        const theirs = carrier.waybills().filter((waybill) => waybill === order.waybill).length;
        assert.equal(ours + theirs, order.waybill === null ? 0 : 1);
      }
      assert.equal(carrier.waybills().length, 1);
    },

    async assertReconciled(ends) {
      // what has just moved is given time; all of this is long over
      await sql`update shipping_order set updated_at = updated_at - interval '1 hour'`.execute(hub.db);
      const { findings, orders } = await reportOf();
      assert.deepEqual([orders, findings], [ends.length, []]);
      // and it would have found something
      const [{ sale } = assert.fail()] = ends;
      await sql`update delivery set state = 'delivered' where id = ${sale.id}`.execute(provider.db);
      assert.deepEqual((await reportOf()).findings.map(({ orderId, kind }) => [orderId, kind]), [[sale.orderId, 'provider_disagrees']]); // prettier-ignore
      assert.equal(await seller.stateOf(sale), 'delivered');
    },
  };
}
