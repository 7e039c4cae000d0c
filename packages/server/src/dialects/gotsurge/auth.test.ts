/** How a bearer token comes, and how a request without one is refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '../../domain/errors.ts';
import { tokenOf } from './auth.ts';

const came = (authorization?: string) =>
  tokenOf({ headers: { ...(authorization !== undefined && { authorization }) } });

test('reads the token, whatever the case of its scheme', () => {
  assert.equal(came('Bearer abc.DEF-1'), 'abc.DEF-1');
  assert.equal(came('bearer  abc '), 'abc');
});

test('refuses what is no bearer token', () => {
  for (const header of [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Basic abc',
    'Bearer a b',
    `Bearer ${'x'.repeat(501)}`,
    'Bearer é',
  ]) {
    assert.throws(
      () => came(header),
      (error) => error instanceof DomainError && error.code === 'unauthenticated',
      header,
    );
  }
});
