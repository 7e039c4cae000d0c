/** Whom a token speaks for, as the standard's `sub`: the account and the member in it. */

export interface Subject {
  readonly accountId: string;
  readonly memberId: string;
}

const pattern = /^([0-9a-f-]{36})\.([0-9a-f-]{36})$/;

export const writeSubject = ({ accountId, memberId }: Subject): string => `${accountId}.${memberId}`;

/** @returns null for a text that is none of ours */
export function readSubject(sub: unknown): Subject | null {
  const [, accountId, memberId] = (typeof sub === 'string' && pattern.exec(sub)) || [];
  return accountId !== undefined && memberId !== undefined ? { accountId, memberId } : null;
}
