/** Bounds how often one address may ask: who asks is known only when all tokens were tried. */
import type { FastifyInstance } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { boundRate } from '../../lib/bound-rate.ts';

/** @param window in milliseconds. */
export async function limitAddresses(app: FastifyInstance, most: number, window: number): Promise<void> {
  await boundRate(app, {
    callerOf: ({ ip }) => ip,
    mostOf: () => most,
    window,
    refuse: () => new DomainError('too_many_requests', 'Too many requests come from one address.'),
  });
}
