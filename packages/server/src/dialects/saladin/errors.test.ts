/** What partners see of every refusal of the core, and of faults that nobody foresaw. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fastify from 'fastify';
import { databaseFault } from '../../../test/database-fault.ts';
import { DomainError, domainErrorCodes, invalid } from '../../domain/errors.ts';
import { answers, handleError, toRefusal } from './errors.ts';

async function seen(error: unknown) {
  const app = fastify();
  app.setErrorHandler(handleError);
  app.post('/', () => {
    throw error;
  });
  const { statusCode, headers, body } = await app.inject({ method: 'POST', url: '/', payload: {} });
  await app.close();
  return { status: statusCode, headers, body: JSON.parse(body) as unknown };
}

for (const code of domainErrorCodes) {
  it(`answers ${code} with an error and a sentence`, async () => {
    const { status, headers, body } = await seen(new DomainError(code, 'The core says no.'));
    assert.equal(status, answers[code]);
    assert.equal(headers['content-type'], 'application/json; charset=utf-8');
    // the one thing that a field names by its code
    const field = code === 'product_not_found' ? 'product_code: ' : '';
    const message = answers[code] === 401 ? 'The signature is wrong.' : `${field}The core says no.`;
    assert.deepEqual(body, { status: 'error', message });
  });
}

it('tells nobody a wrong signature from a tracking number that nobody has', async () => {
  const [wrong, missing] = [await seen(new DomainError('bad_signature', 'a')), await seen(new DomainError('policy_not_found', 'b'))]; // prettier-ignore
  assert.deepEqual([wrong.status, wrong.body], [missing.status, missing.body]);
});

it('names the field in the document’s words, misspelt as they are there', () => {
  assert.equal(toRefusal(invalid('dropoffAddress', 'It is missing.')).message, 'drop_up_address: It is missing.');
});

it('says nothing of a fault of ours, and when to come back', async () => {
  const { status, body } = await seen(new Error('select secret from table at /home/somewhere'));
  assert.deepEqual([status, body], [500, { status: 'error', message: 'Something failed on our side.' }]);
  const away = await seen(databaseFault('57P01'));
  assert.deepEqual([away.status, away.headers['retry-after']], [503, '2']);
  assert.equal(toRefusal(databaseFault('22003')).status, 400);
});
