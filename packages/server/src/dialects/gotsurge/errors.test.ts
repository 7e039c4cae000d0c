/** What a client sees of every refusal of the core, and of faults that nobody foresaw. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import fastify from 'fastify';
import { Type } from 'typebox';
import { databaseFault } from '../../../test/database-fault.ts';
import { DomainError, domainErrorCodes, invalid } from '../../domain/errors.ts';
import { answers, handleError, toRefusal } from './errors.ts';

async function seen(error: unknown) {
  const app = fastify();
  app.setErrorHandler(handleError);
  app.get('/', () => {
    throw error;
  });
  const { statusCode, headers, body } = await app.inject('/');
  await app.close();
  return { status: statusCode, headers, body: JSON.parse(body) as unknown };
}

for (const code of domainErrorCodes) {
  it(`answers ${code} with a code, a sentence and a list of fields`, async () => {
    const { status, headers, body } = await seen(new DomainError(code, 'The core says no.'));
    assert.equal(status, answers[code].status);
    assert.deepEqual(body, { code: answers[code].code, message: 'The core says no.', errors: [] });
    assert.equal(headers['www-authenticate'], status === 401 ? 'Bearer' : undefined);
  });
}

it('tells nobody what is not there from what is another’s', () => {
  const missing = domainErrorCodes.filter((code) => code.endsWith('_not_found'));
  assert.deepEqual(new Set(missing.map((code) => answers[code].code)), new Set(['not_found']));
});

it('names the field in the document’s words', () => {
  const { errors } = toRefusal(invalid('tasks.2.pickup.window.until', 'The window ends before it begins.'));
  const message = 'The window ends before it begins.';
  assert.deepEqual(errors, [{ field: 'tasks.2.from_time_window.end_time_utc', message }]);
});

it('says nothing of a fault of ours, and when to come back', async () => {
  const { status, body } = await seen(new Error('select secret from table at /home/somewhere'));
  assert.equal(status, 500);
  assert.deepEqual(body, { code: 'internal_error', message: 'Something failed on our side.', errors: [] });
  const away = await seen(databaseFault('57P01'));
  assert.deepEqual([away.status, away.headers['retry-after']], [503, '2']);
  assert.equal(toRefusal(databaseFault('22003')).status, 422);
});

it('refuses what is no object as malformed, and a field by its path', async () => {
  const app = fastify();
  app.setErrorHandler(handleError);
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  const body = Type.Object({ tasks: Type.Array(Type.Object({ price: Type.Integer() })) });
  app.post('/', { schema: { body } }, () => '');
  const ask = async (payload: object) => {
    const answer = await app.inject({ method: 'POST', url: '/', payload });
    return [answer.statusCode, answer.json<unknown>()];
  };
  assert.deepEqual(await ask([]), [400, { code: 'malformed', message: 'The body is refused.', errors: [] }]);
  const faulty = { tasks: [{ price: 1 }, { price: 'x' }, {}] };
  const errors = [
    { field: 'tasks.1.price', message: 'It must be integer.' },
    { field: 'tasks.2.price', message: 'The field is missing.' },
  ];
  const [status, refusal] = await ask(faulty);
  assert.equal(status, 422);
  assert.deepEqual((refusal as { errors: { field: string }[] }).errors.toSorted((a, b) => a.field.localeCompare(b.field)), errors); // prettier-ignore
  await app.close();
});
