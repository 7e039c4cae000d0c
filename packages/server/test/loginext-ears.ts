/** Listens to LogiNext's webhooks as a partner does: by a server, in each of the three formats. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { createEndpoint } from '../src/use-cases/webhook/create-endpoint.ts';
import type { LogiNextClient, LogiNextHouse } from './loginext-house.ts';
import { readXml } from './read-xml.ts';
import { startReceiver, type Received } from './receiver.ts';
import { assertSample } from './replay.ts';
import { until } from './webhook-house.ts';

const contentTypes = { json: 'application/json', xml: 'application/xml', form: 'application/x-www-form-urlencoded' };
type Format = keyof typeof contentTypes;

export interface Ears {
  /** What came as JSON, once it came in every format; there must be one webhook of the kind. */
  readonly heard: () => Promise<Record<string, unknown>>;
  /** As `heard`; the whole body is the sample's, and XML and form carry the same values. */
  readonly assertTold: (sample: string, id: string) => Promise<void>;
}

/** Three endpoints of the partner for one kind of webhook. */
export async function listenFor(
  t: TestContext,
  { deps }: Pick<LogiNextHouse, 'deps'>,
  { tenant }: LogiNextClient,
  webhook: string,
): Promise<Ears> {
  const receiver = await startReceiver();
  t.after(() => receiver.close());
  for (const contentType of ['json', 'xml', 'form'] as const) {
    const endpoint = { dialect: 'loginext', url: receiver.url, events: [webhook], contentType };
    await createEndpoint(deps, tenant.identity.caller, endpoint);
  }
  const bodyIn = (format: Format): string => {
    const all = receiver.received.filter(({ headers }: Received) => headers['content-type'] === contentTypes[format]);
    assert.equal(all.length, 1, `${all.length} webhooks ${webhook} came as ${format}`);
    return all[0]?.body ?? '';
  };
  const heard = async () => {
    await until(() => receiver.received.length >= 3);
    // ours, told to ourselves
    return JSON.parse(bodyIn('json')) as Record<string, unknown>;
  };
  return {
    heard,
    async assertTold(sample, id) {
      const body = await heard();
      assertSample(body, sample, id);
      assert.deepEqual(readXml(bodyIn('xml')), leaves(body, 'notification', (path, key) => `${path}.${key}`, (path) => path)); // prettier-ignore
      const form = leaves(body, '', (path, key) => (path === '' ? key : `${path}[${key}]`), (path, index) => `${path}[${index}]`); // prettier-ignore
      assert.deepEqual([...new URLSearchParams(bodyIn('form'))], form);
    },
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** Every value of the body as text, under its path. */
function leaves(
  value: unknown,
  path: string,
  inObject: (path: string, key: string) => string,
  inList: (path: string, index: number) => string,
): [path: string, text: string][] {
  if (Array.isArray(value)) return value.flatMap((one, index) => leaves(one, inList(path, index), inObject, inList));
  if (typeof value !== 'object' || value === null) return [[path, value === null ? '' : textOf(value)]];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, inObject(path, key), inObject, inList));
}
