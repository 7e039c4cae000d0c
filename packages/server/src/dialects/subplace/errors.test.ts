/** What SUBPLACE's partners see of every refusal of the core, and of faults that nobody foresaw. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fastify from 'fastify';
import { databaseFault } from '../../../test/database-fault.ts';
import { DomainError, domainErrorCodes, invalid } from '../../domain/errors.ts';
import { answers, codes, handleError, handleNotFound, toRefusal } from './errors.ts';

async function seen(error: unknown) {
  const app = fastify();
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(handleNotFound);
  app.post('/', () => {
    throw error;
  });
  const { statusCode, headers, body } = await app.inject({ method: 'POST', url: '/', payload: {} });
  await app.close();
  return { status: statusCode, headers, body: JSON.parse(body) as unknown };
}

for (const code of domainErrorCodes) {
  it(`answers ${code} with 200, a code that is not Success, and a sentence`, async () => {
    const { status, headers, body } = await seen(new DomainError(code, 'The core says no.'));
    assert.equal(status, code === 'too_many_requests' ? 429 : 200);
    assert.equal(headers['content-type'], 'application/json; charset=utf-8');
    const words = { 0: 'Failed: The core says no.', [-1]: 'Invalid signature', [-2]: 'Invalid parameter: The core says no.', [-3]: 'Not found', [-4]: 'Encryption required' }; // prettier-ignore
    assert.deepEqual(body, { status: { code: answers[code], message: words[answers[code]] } });
  });
}

it('uses each of its codes, and Success for no refusal', () => {
  const { success, ...refusals } = codes;
  assert.deepEqual(new Set<number>(Object.values(answers)), new Set<number>(Object.values(refusals)));
  assert.equal(success, 1);
});

it('names the field in the document’s words', () => {
  const { message } = toRefusal(invalid('size', 'It must be 1 at least.'));
  assert.equal(message, 'Invalid parameter: page_size: It must be 1 at least.');
});

it('says nothing of a fault of ours, and when to come back', async () => {
  const failed = (message: string) => ({ status: { code: 0, message: `Failed: ${message}` } });
  const { status, body } = await seen(new Error('select secret from table at /home/somewhere'));
  assert.deepEqual([status, body], [500, failed('Something failed on our side.')]);
  const away = await seen(databaseFault('57P01'));
  assert.deepEqual([away.status, away.headers['retry-after']], [503, '2']);
  assert.equal(toRefusal(databaseFault('22003')).code, -2);
});
