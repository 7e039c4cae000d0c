/** The OpenAPI document as a partner's developer reads it: whole, with every answer and every word resolved. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openGotSurgeHouse, type GotSurgeHouse } from '../../../test/gotsurge-house.ts';

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Readonly<Record<string, { readonly schema: object }>> }>>; // prettier-ignore
}

interface Document {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly webhooks: Readonly<Record<string, { readonly post: Operation }>>;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties: object }>> };
}

let house: GotSurgeHouse;
let text: string;
let document: Document;
let operations: readonly (Operation & { readonly route: string })[];
before(async () => {
  house = await openGotSurgeHouse();
  const answer = await house.app.inject('/gotsurge/openapi.json');
  text = answer.body;
  document = answer.json<Document>();
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ ...one, route: `${method.toUpperCase()} ${path}` })),
  );
});
after(() => house.close());

const isOpen = ({ security }: Operation) => security?.length === 0;
const named = (id: string) => operations.find(({ operationId }) => operationId === id) ?? assert.fail(id);
const statusesOf = (id: string) => Object.keys(named(id).responses).join(' ');

describe('the OpenAPI document', () => {
  it('has a summary, a tag that is explained, and an id of its own for each operation', () => {
    const told = new Set(document.tags.map(({ name }) => name));
    for (const { route, operationId, summary, tags = [] } of operations) {
      assert.ok(summary?.endsWith('.'), route);
      assert.deepEqual([tags.length, tags.filter((tag) => !told.has(tag))], [1, []], route);
      assert.match(operationId, /^[a-z]\w+$/);
    }
    assert.equal(new Set(operations.map(({ operationId }) => operationId)).size, operations.length);
    const used = new Set([...operations, document.webhooks['Task']?.post].flatMap((one) => one?.tags ?? []));
    assert.deepEqual([...told].filter((tag) => !used.has(tag)), []); // prettier-ignore
  });

  it('says for which roles each operation is that needs a token', () => {
    const guarded = operations.filter((one) => !isOpen(one));
    assert.equal(guarded.length, 22);
    for (const { route, description = '' } of guarded) {
      assert.match(description, /^For (every role|the roles (OrgAdmin|Merchant|Operator|OrgTransporter)[,.])/, route);
    }
  });

  it('names every answer by its status, and what is refused with one body', () => {
    for (const { route, responses, security, requestBody } of operations) {
      for (const [status, { description, content }] of Object.entries(responses)) {
        assert.match(status, /^\d{3}$/, route);
        assert.ok(description && description !== 'Default Response', `${route} ${status}`);
        if (/^[45]/.test(status)) assert.deepEqual(content?.['application/json']?.schema, { $ref: '#/components/schemas/Refusal' }); // prettier-ignore
      }
      const has = (...statuses: readonly string[]) => statuses.every((status) => status in responses);
      assert.equal(has('401', '403'), security === undefined, route);
      assert.equal(has('400', '413', '415', '422'), requestBody !== undefined, route);
      assert.ok(has('429', '500', '503'), route);
    }
    assert.equal(statusesOf('cancelTask'), '200 400 401 403 404 409 413 415 422 429 500 503');
    assert.equal(statusesOf('getTask'), '200 401 403 404 429 500 503');
    assert.equal(statusesOf('listPlatformTasks'), '200 401 403 422 429 500 503');
    assert.equal(statusesOf('exchangeToken'), '200 400 401 413 415 422 429 500 503');
  });

  it('refers to nothing that is not there, and does not print a task again and again', () => {
    const { schemas } = document.components;
    assert.deepEqual(Object.keys(schemas).toSorted(), ['Organization', 'Refusal', 'TaskDetail']);
    const referred = new Set(
      [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name),
    );
    assert.deepEqual(
      [...referred].toSorted((one, other) => one.localeCompare(other)),
      ['Organization', 'Refusal', 'TaskDetail'],
    );
    assert.equal([...text.matchAll(/"broadcast_expires_at":/g)].length, 1);
  });

  it('describes the webhook too', () => {
    const { summary, requestBody, responses } = document.webhooks['Task']?.post ?? assert.fail();
    assert.ok(summary);
    assert.ok(JSON.stringify(requestBody).includes('#/components/schemas/TaskDetail'));
    assert.deepEqual(Object.keys(responses), ['2XX']);
  });
});
