/** Who may do what by role. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { DomainError } from '../errors.ts';
import { requireRole, roles } from './roles.ts';

it('asks for one of the roles, and says which', () => {
  for (const role of roles) requireRole(['Driver', role], roles);
  requireRole(['Operator', 'Merchant'], ['OrgAdmin', 'Merchant']);
  for (const held of [[], ['Driver'], ['orgadmin']]) {
    assert.throws(
      () => requireRole(held, ['OrgAdmin', 'Merchant']),
      (error) =>
        error instanceof DomainError && error.code === 'forbidden' && /OrgAdmin or Merchant/.test(error.message),
    );
  }
});
