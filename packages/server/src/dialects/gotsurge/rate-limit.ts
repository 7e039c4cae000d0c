/** Bounds how often an app may ask for one member: the account's requests a second, for each operation. */
import type { FastifyInstance } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { boundRate } from '../../lib/bound-rate.ts';
import { bearerOf } from './auth.ts';

export async function limitRate(app: FastifyInstance): Promise<void> {
  await boundRate(app, {
    callerOf: (request) => `${bearerOf(request).app.id} ${bearerOf(request).member.id}`,
    mostOf: (request) => bearerOf(request).account.settings.requestsPerSecond,
    refuse: (most) => new DomainError('too_many_requests', `At most ${most} requests a second are answered here.`),
  });
}
