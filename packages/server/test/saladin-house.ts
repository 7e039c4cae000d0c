/** A house with the insurer's door open, partners who sign, and a product to insure under. */
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { saladin } from '../src/dialects/saladin/index.ts';
import type { AccountSettings } from '../src/domain/account/account.ts';
import { buildApp } from '../src/http/app.ts';
import { createSigningToken } from '../src/use-cases/account/signing-keys.ts';
import type { Settings } from '../src/use-cases/deps.ts';
import { createProduct, type ProductDraft } from '../src/use-cases/policy/products.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { testDeps, type TestDeps } from './deps.ts';
import { insuranceProduct } from './draft-policy.ts';
import { signBody } from './sign-body.ts';
import { makeTenant, type Tenant } from './tenant.ts';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Partner {
  readonly tenant: Tenant;
  readonly secret: string;
  /** Signed with its token; what is said of the signature in the body stays. @param operation last segment of the path */
  readonly sign: (body: object) => object;
  readonly ask: (operation: 'orders' | 'tracking' | 'cancel', body: object) => Promise<Answer>;
}

export interface SaladinHouse {
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  readonly deps: TestDeps;
  /** Whose account insures under the sample's product. */
  readonly partner: (options?: {
    readonly token?: string;
    readonly settings?: Partial<AccountSettings>;
    readonly product?: Partial<ProductDraft>;
  }) => Promise<Partner>;
  /** @param operation last segment of the path, or a path below the prefix. */
  readonly post: (operation: string, payload: object | string) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** As the document's table has it: mandatory fields only. */
export const submission = (change: object = {}): Record<string, unknown> => ({
  tracking_number: 'AHA123456',
  product_code: 'ahasme',
  customer_name: 'Công ty Đơn',
  customer_phone: '+84901234567',
  pickup_address: '12 Nguyễn Huệ, Quận 1, TP.HCM',
  drop_up_address: '34 Lê Lợi, Quận 3, TP.HCM',
  type_of_goods: 'clothes',
  cod_amount: 0,
  item_value: 3_000_000,
  premium_amount: 15_000,
  order_created_time: '2022-04-06T06:05:00.528Z',
  goods_description: 'Áo dài',
  good_quantity: 2,
  ...change,
});

export async function openSaladinHouse(settings: Partial<Settings> = {}): Promise<SaladinHouse> {
  const database = await testDatabase();
  const deps = testDeps(database.tenants, { dialects: [saladin], settings });
  const mounts = [{ name: saladin.name, prefix: saladin.prefix, plugin: saladin.plugin(deps) }];
  const app = buildApp({ mounts, log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }) });
  await app.ready();
  const post: SaladinHouse['post'] = async (operation, payload) => {
    const url = operation.startsWith('/')
      ? `/saladin${operation}`
      : `/saladin/api/v1/delivery-insurance/sme/${operation}`;
    const headers = { 'content-type': 'application/json' };
    const answer = await app.inject({ method: 'POST', url, headers, payload });
    return { status: answer.statusCode, body: answer.json<Answer['body']>() };
  };
  return {
    app,
    database,
    deps,
    post,
    async partner({ token = null, settings = {}, product = {} } = {}) {
      const tenant = await makeTenant(deps, { settings });
      const { caller } = tenant.identity;
      const { secret } = await createSigningToken(deps, caller, { dialect: 'saladin', label: 'AhaMove', token });
      const { accountId: _a, version: _v, archivedAt: _r, createdAt: _c, updatedAt: _u, ...draft } = insuranceProduct(product); // prettier-ignore
      await createProduct(deps, caller, draft);
      const secrets = { saladin: { secret }, subplace: { key: '', secret: '' } };
      // an object went in
      const sign = (body: object) => ({ ...(signBody('saladin', body, secrets) as object), ...body });
      return { tenant, secret, sign, ask: (operation, body) => post(operation, sign(body)) };
    },
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}
