/** Bounds how often a caller may ask: the account's requests a second, for each operation. */
import type { FastifyInstance } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { boundRate } from '../../lib/bound-rate.ts';
import { identityOf } from './auth.ts';

export async function limitRate(app: FastifyInstance): Promise<void> {
  await boundRate(app, {
    callerOf: (request) => identityOf(request).caller.credentialId ?? '',
    mostOf: (request) => identityOf(request).account.settings.requestsPerSecond,
    refuse: (most) => new DomainError('too_many_requests', `At most ${most} requests a second are answered here.`),
    when: 'preValidation',
  });
}
