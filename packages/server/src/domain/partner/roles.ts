/** What a member of an organisation is there for. */
import { DomainError } from '../errors.ts';

export const roles = ['OrgAdmin', 'Merchant', 'Operator', 'Driver', 'OrgTransporter'] as const;
export type Role = (typeof roles)[number];

/** @throws DomainError `forbidden` for a member who has none of the roles that may. */
export function requireRole(held: readonly string[], allowed: readonly Role[]): void {
  if (allowed.some((role) => held.includes(role))) return;
  throw new DomainError('forbidden', `This needs the role ${allowed.join(' or ')}.`);
}
