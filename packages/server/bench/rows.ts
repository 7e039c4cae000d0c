/** T1 to T8: requests to the product against the bare statement behind Fastify. */
import { randomUUID } from 'node:crypto';
import { load, type Result } from './load.ts';
import { fdatasyncMs } from './disk.ts';
import { anchorFixes, fixes, order, orderBody, post, type Client } from './product.ts';
import type { Row } from './row.ts';

const connections = 64;

/** @param anchor address of the anchor server */
export async function requestRows(client: Client, anchor: string): Promise<readonly Row[]> {
  const { loginext, native } = client;
  const createUrl = `${client.url}/loginext/ShipmentApp/mile/v1/create`;
  const create = (seconds: number, at = connections) =>
    load({ url: createUrl, method: 'POST', headers: loginext, body: orderBody, connections: at, seconds });
  const anchorCreate = (seconds: number, at = connections) =>
    load({ url: `${anchor}/order`, method: 'POST', body: orderBody, connections: at, seconds });
  const rate = (result: Promise<Result>) => result.then((one) => one.rate);

  const repeated = JSON.stringify([order('REPEATED')]);
  const [reference = ''] = (await post(client, '/loginext/ShipmentApp/mile/v1/create', [order('REPEATED')]))['referenceId'] as string[]; // prettier-ignore
  const id = reference.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const anchorId = ((await (await fetch(`${anchor}/order`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: orderBody(-1) })).json()) as { id: string }).id; // prettier-ignore
  const anchorGet = (seconds: number) =>
    rate(load({ url: `${anchor}/order/${anchorId}`, method: 'GET', connections, seconds }));
  const tracker = (await post(client, '/v1/trackers', { code: `bench-${randomUUID().slice(0, 8)}`, kind: 'device' }))['id'] as string; // prettier-ignore
  const positionsUrl = `${client.url}/v1/trackers/${tracker}/positions`;

  return [
    {
      id: 'T1',
      what: 'create an order (durable, with event and outbox)',
      unit: '/s',
      better: 'more',
      target: 0.6,
      product: (seconds) => rate(create(seconds)),
      limit: (seconds) => rate(anchorCreate(seconds)),
    },
    {
      id: 'T2',
      what: 'its p99 at 64 connections',
      unit: 'ms',
      better: 'less',
      target: 2,
      product: (seconds) => create(seconds).then(({ p99 }) => p99),
      limit: (seconds) => anchorCreate(seconds).then(({ p99 }) => p99),
    },
    {
      id: 'T3',
      what: 'its p50 at one connection, against one fdatasync',
      unit: 'ms',
      better: 'less',
      target: 2.5,
      product: (seconds) => create(seconds, 1).then(({ p50 }) => p50),
      limit: (seconds) => Promise.resolve(fdatasyncMs(seconds)),
    },
    {
      id: 'T4',
      what: 'the same order again, against a GET by id',
      unit: '/s',
      better: 'more',
      target: 0.6,
      product: (seconds) => rate(load({ url: createUrl, method: 'POST', headers: loginext, body: () => repeated, connections, seconds })),
      limit: anchorGet,
    },
    {
      id: 'T5a',
      what: 'get a delivery by id',
      unit: '/s',
      better: 'more',
      target: 0.65,
      product: (seconds) => rate(load({ url: `${client.url}/v1/deliveries/${id}`, method: 'GET', headers: native, connections, seconds })),
      limit: anchorGet,
    },
    {
      id: 'T5b',
      what: 'list 50 deliveries',
      unit: '/s',
      better: 'more',
      target: 0.7,
      product: (seconds) => rate(load({ url: `${client.url}/v1/deliveries?limit=50`, method: 'GET', headers: native, connections, seconds })),
      limit: (seconds) => rate(load({ url: `${anchor}/orders`, method: 'GET', connections, seconds })),
    },
    {
      id: 'T6',
      what: 'refuse a faulty order, against a bare echo',
      unit: '/s',
      better: 'more',
      target: 0.5,
      product: (seconds) => rate(load({ url: createUrl, method: 'POST', headers: loginext, body: (n) => JSON.stringify([{ ...order(`F-${n}`), deliverPinCode: '' }]), connections, seconds, expect: 400 })),
      limit: (seconds) => rate(load({ url: `${anchor}/echo`, method: 'POST', body: orderBody, connections, seconds })),
    },
    {
      id: 'T7',
      what: 'positions, 100 a request',
      unit: 'points/s',
      better: 'more',
      target: 0.5,
      product: async (seconds) => 100 * (await rate(load({ url: positionsUrl, method: 'POST', headers: native, body: () => JSON.stringify({ positions: fixes(100) }), connections, seconds }))),
      limit: async (seconds) => 100 * (await rate(load({ url: `${anchor}/positions`, method: 'POST', body: () => JSON.stringify(anchorFixes(100)), connections, seconds }))),
    },
    {
      id: 'T8',
      what: 'positions, one a request',
      unit: '/s',
      better: 'more',
      target: 0.6,
      product: (seconds) => rate(load({ url: positionsUrl, method: 'POST', headers: native, body: () => JSON.stringify({ positions: fixes(1) }), connections, seconds })),
      limit: (seconds) => rate(load({ url: `${anchor}/position`, method: 'POST', body: () => JSON.stringify(anchorFixes(1)[0]), connections, seconds })),
    },
  ]; // prettier-ignore
}
