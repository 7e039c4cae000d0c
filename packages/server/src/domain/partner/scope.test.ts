/** Who may know of whose tasks. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { DomainError } from '../errors.ts';
import { isInScope, ofApp, ofPlatform, wholeAccount } from './scope.ts';

const task = (organisationId: string, appId: string | null = 'X') => ({ organisationId, appId });

it('shows an app what it made itself for its member’s organisation, and nothing else', () => {
  const scope = ofApp({ appId: 'X', organisationId: 'O' });
  assert.ok(isInScope(scope, task('O')));
  assert.ok(!isInScope(scope, task('O', 'Y')), 'of another app');
  assert.ok(!isInScope(scope, task('O', null)), 'of the operator');
  assert.ok(!isInScope(scope, task('P')), 'of another organisation');
  assert.ok(!isInScope(scope, null), 'no task');
});

it('shows a platform its own and its associated organisations, whatever the app', () => {
  const reach = { organisationId: 'O', associatedIds: ['A', 'B'], isHome: false };
  const scope = ofPlatform('O', reach);
  for (const one of ['O', 'A', 'B']) {
    assert.ok(isInScope(scope, task(one)));
    assert.ok(isInScope(scope, task(one, null)));
  }
  assert.ok(!isInScope(scope, task('C')), 'of another platform');
  assert.ok(!isInScope(scope, null));
  assert.ok(isInScope(ofPlatform('O', { ...reach, isHome: true }), null));
});

it('forbids a platform to members of other organisations and to apps without one', () => {
  const forbidden = (error: unknown) => error instanceof DomainError && error.code === 'forbidden';
  assert.throws(() => ofPlatform('A', { organisationId: 'O', associatedIds: ['A'], isHome: true }), forbidden);
  assert.throws(() => ofPlatform('O', null), forbidden);
});

it('shows the operator everything of the account', () => {
  for (const one of [task('O'), task('P', null), null]) assert.ok(isInScope(wholeAccount, one));
});
