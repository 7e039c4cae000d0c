/** What a client sees of every refusal of the core, and of faults that nobody foresaw. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fastify from 'fastify';
import { DomainError, domainErrorCodes, invalid } from '../../domain/errors.ts';
import { databaseFault } from '../../../test/database-fault.ts';
import { answers, handleError, toElementRefused } from './errors.ts';

async function seen(error: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const app = fastify();
  app.setErrorHandler(handleError);
  app.get('/', () => {
    throw error;
  });
  const response = await app.inject('/');
  await app.close();
  return { status: response.statusCode, body: response.json() };
}

for (const code of domainErrorCodes) {
  it(`answers ${code} in the envelope`, async () => {
    const { status, body } = await seen(new DomainError(code, 'The core says no.'));
    const expected = answers[code];
    assert.equal(status, expected.status);
    assert.deepEqual(body, {
      status: expected.status,
      message: expected.message ?? 'The core says no.',
      data: null,
      hasError: true,
    });
  });
}

it('names the field in the document’s words', async () => {
  const { body } = await seen(invalid('dropoff.window.until', 'The window ends before it begins.'));
  assert.deepEqual(body['error'], {
    '0': [{ key: 'deliverEndTimeWindow', message: ['The window ends before it begins.'] }],
  });
});

it('refuses only the element whose value the database cannot keep, in plain words', () => {
  const { status, faults } = toElementRefused(databaseFault('22003'), 'orderNo');
  assert.deepEqual([status, faults], [400, [{ key: 'orderNo', message: ['A value cannot be stored.'] }]]);
});

it('says nothing of a fault of ours', async () => {
  const { status, body } = await seen(new Error('select secret from table at /home/somewhere'));
  assert.equal(status, 500);
  assert.deepEqual(body, { status: 500, message: 'Internal Server Error', data: null, hasError: true });
});

it('asks to come back when the database is away', async () => {
  const { status, body } = await seen(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
  assert.deepEqual([status, body['message']], [503, 'Service Unavailable']);
});
