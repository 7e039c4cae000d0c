/** Bounds how often somebody may ask for each operation. */
import type { FastifyInstance } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { boundRate } from '../../lib/bound-rate.ts';
import { identityOf } from './auth.ts';

/** Of a caller that is known: the account's requests a second. */
export async function limitRate(app: FastifyInstance): Promise<void> {
  await boundRate(app, {
    callerOf: (request) => identityOf(request).caller.credentialId ?? '',
    mostOf: (request) => identityOf(request).account.settings.requestsPerSecond,
    refuse,
  });
}

/** Of an address, where nobody has to say who asks. @param most requests a second */
export async function limitAddresses(app: FastifyInstance, most: number): Promise<void> {
  await boundRate(app, { callerOf: ({ ip }) => ip, mostOf: () => most, refuse });
}

function refuse(most: number): DomainError {
  return new DomainError('too_many_requests', `At most ${most} requests a second are answered here.`);
}
