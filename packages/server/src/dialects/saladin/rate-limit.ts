/** Bounds how often one address may ask, since who asks is known only when all tokens were tried, and how often one partner. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { boundRate, createBound } from '../../lib/bound-rate.ts';
import type { Identity } from '../../use-cases/identity.ts';

/** @param window in milliseconds. */
export async function limitAddresses(app: FastifyInstance, most: number, window: number): Promise<void> {
  await boundRate(app, {
    callerOf: ({ ip }) => ip,
    mostOf: () => most,
    window,
    refuse: () => new DomainError('too_many_requests', 'Too many requests come from one address.'),
  });
}

/** Counts a request of whom its signature has told. @throws DomainError `too_many_requests` */
export type Admit = (request: FastifyRequest, reply: FastifyReply, identity: Identity) => Promise<void>;

/** Adds `admit`: the account's requests a second, for each operation. */
export async function limitPartners(app: FastifyInstance): Promise<void> {
  app.decorateRequest('identity');
  const identityOf = (request: FastifyRequest) => request.getDecorator<Identity>('identity');
  const bound = await createBound(app, {
    callerOf: (request) => identityOf(request).caller.credentialId ?? '',
    mostOf: (request) => identityOf(request).account.settings.requestsPerSecond,
    refuse: (most) => new DomainError('too_many_requests', `At most ${most} requests a second are answered here.`),
  });
  const admit: Admit = async (request, reply, identity) => {
    request.setDecorator('identity', identity);
    await bound(request, reply);
  };
  app.decorate('admit', admit);
}
