/**
 * The limit to measure against: Fastify with nothing but the one statement that the work needs. No accounts, no
 * sign-in, no rules. Started as a process of its own with DATABASE_URL; prints its address.
 */
import fastify from 'fastify';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 16 });
const app = fastify({ bodyLimit: 1024 * 1024 });

await pool.query(`
  create table if not exists anchor_order (id uuid primary key default gen_random_uuid(), body jsonb not null, created_at timestamptz not null default now());
  create index if not exists anchor_order_age on anchor_order (created_at);
  create table if not exists anchor_key (key text primary key, order_id uuid not null);
  create table if not exists anchor_outbox (id bigint generated always as identity primary key, body jsonb not null);
  create table if not exists anchor_position (device bigint, ts timestamptz, lat float8, lng float8, primary key (device, ts));
`);

const text = { type: 'string', maxLength: 1000 };
const order = {
  type: 'array',
  items: {
    type: 'object',
    required: ['orderNo', 'deliverPinCode', 'shipmentOrderDt'],
    properties: { orderNo: text, deliverPinCode: text, shipmentOrderDt: { type: 'string', format: 'date-time' }, deliverCity: text }, // prettier-ignore
  },
};
const created = { type: 'object', properties: { id: { type: 'string' } } };

app.post('/echo', { schema: { body: order, response: { 200: created } } }, (request) => {
  const [one] = request.body as { orderNo: string }[];
  return { id: one?.orderNo };
});

const createOrder = `
  with o as (insert into anchor_order (body) values ($1) returning id),
  k as (insert into anchor_key (key, order_id) select $2, id from o)
  insert into anchor_outbox (body) select $1 from o returning (select id from o)`;
app.post('/order', { schema: { body: order, response: { 200: created } } }, async (request) => {
  const [one] = request.body as { orderNo: string }[];
  const { rows } = await pool.query<{ id: string }>({ name: 'create', text: createOrder, values: [JSON.stringify(one), one?.orderNo] }); // prettier-ignore
  return rows[0];
});

const anything = { type: 'object', additionalProperties: true };
app.get('/order/:id', { schema: { response: { 200: anything } } }, async (request) => {
  const { id } = request.params as { id: string };
  const { rows } = await pool.query({ name: 'get', text: 'select * from anchor_order where id = $1', values: [id] });
  return rows[0];
});

app.get('/orders', { schema: { response: { 200: { type: 'array', items: anything } } } }, async () => {
  const { rows } = await pool.query<object>({
    name: 'list',
    text: 'select * from anchor_order order by created_at desc limit 50',
  });
  return rows;
});

type Fix = { device: number; ts: string; lat: number; lng: number };
async function store(fixes: readonly Fix[]): Promise<void> {
  await pool.query({
    name: 'store',
    text: 'insert into anchor_position select * from unnest($1::bigint[], $2::timestamptz[], $3::float8[], $4::float8[]) on conflict do nothing',
    values: [fixes.map((one) => one.device), fixes.map((one) => one.ts), fixes.map((one) => one.lat), fixes.map((one) => one.lng)], // prettier-ignore
  });
}
app.post('/positions', async (request) => {
  await store(request.body as Fix[]);
  return { ok: true };
});

let waiting: { fix: Fix; done: () => void }[] = [];
let flushing = false;
app.post('/position', async (request) => {
  await new Promise<void>((done) => {
    waiting.push({ fix: request.body as Fix, done });
    if (!flushing) void flush();
  });
  return { ok: true };
});
async function flush(): Promise<void> {
  flushing = true;
  while (waiting.length > 0) {
    const batch = waiting;
    waiting = [];
    await store(batch.map((one) => one.fix));
    for (const one of batch) one.done();
  }
  flushing = false;
}

process.stdout.write(`anchor at ${await app.listen({ port: 0, host: '127.0.0.1' })}\n`);
process.once('SIGTERM', () => process.exit(0));
