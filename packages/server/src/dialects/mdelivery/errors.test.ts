/** What MDelivery sees of every refusal of the core, and of faults that nobody foresaw. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import fastify from 'fastify';
import { Type } from 'typebox';
import { databaseFault } from '../../../test/database-fault.ts';
import { DomainError, domainErrorCodes, invalid } from '../../domain/errors.ts';
import { answers, faultCodes, handleError, handleNotFound, toRefusal } from './errors.ts';

async function seen(error: unknown) {
  const app = fastify();
  app.setErrorHandler(handleError);
  app.get('/', () => {
    throw error;
  });
  const { statusCode, headers, body } = await app.inject({ url: '/', headers: { accept: 'text/plain' } });
  await app.close();
  return { status: statusCode, headers, body: JSON.parse(body) as unknown };
}

for (const code of domainErrorCodes) {
  it(`answers ${code} with a fault code and a sentence, as JSON`, async () => {
    const { status, headers, body } = await seen(new DomainError(code, 'The core says no.'));
    assert.equal(status, answers[code].status);
    assert.deepEqual(body, { code: answers[code].code, message: 'The core says no.' });
    assert.equal(headers['content-type'], 'application/json; charset=utf-8');
    assert.equal(headers['www-authenticate'], status === 401 ? 'Bearer' : undefined);
  });
}

it('has the two codes of the document for what the caller can mend, and one for what it cannot', () => {
  for (const { status, code } of Object.values(answers)) {
    assert.ok(faultCodes.includes(code));
    assert.equal(code === 'AuthenticationFailed', status === 401 || status === 403);
    assert.equal(code === 'InternalError', status >= 500);
  }
});

it('tells nobody what is not there from what is another’s', () => {
  const missing = domainErrorCodes.filter((code) => code.endsWith('_not_found'));
  for (const code of missing) assert.deepEqual(answers[code], { status: 404, code: 'InvalidParameter' });
});

it('names the field in the document’s words', () => {
  const { message } = toRefusal(invalid('cost', 'It is finer than the currency.'));
  assert.equal(message, 'carrierCost: It is finer than the currency.');
});

it('says nothing of a fault of ours, and when to come back', async () => {
  const { status, body } = await seen(new Error('select secret from table at /home/somewhere'));
  assert.deepEqual([status, body], [500, { code: 'InternalError', message: 'Something failed on our side.' }]);
  const away = await seen(databaseFault('57P01'));
  assert.deepEqual([away.status, away.headers['retry-after']], [503, '2']);
  assert.deepEqual(toRefusal(databaseFault('22003')), { status: 400, code: 'InvalidParameter', message: 'A value cannot be stored.' }); // prettier-ignore
});

it('says by its path which field of a body is refused, and what it should be', async () => {
  const app = fastify();
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(handleNotFound);
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  const word = Type.Unsafe<string>({ type: 'string', enum: ['Paid', 'Ready'] });
  const body = Type.Object({ status: word, inside: Type.Optional(Type.Object({ cost: Type.Number() })) });
  app.put('/', { schema: { body } }, () => '');
  const ask = async (payload: object) => {
    const answer = await app.inject({ method: 'PUT', url: '/', payload });
    const { code, message } = answer.json<{ code: string; message: string }>();
    return [answer.statusCode, code, message];
  };
  const refused = (message: string) => [400, 'InvalidParameter', message];
  assert.deepEqual(await ask([]), refused('The body is refused: it must be an object.'));
  assert.deepEqual(await ask({}), refused('status: The field is missing.'));
  assert.deepEqual(await ask({ status: 'Paied' }), refused('status: It must be one of: Paid, Ready.'));
  assert.deepEqual(await ask({ status: 'Paid', inside: { cost: '1' } }), refused('inside.cost: It must be number.'));
  assert.equal((await app.inject('/elsewhere')).statusCode, 404);
  await app.close();
});
