/** Invitations of people to an organisation. */
import { invalid } from '../../../domain/errors.ts';
import { inviteForPlatform, type PlatformInvite } from '../../../use-cases/invitation/invite.ts';
import { requirePlatform } from '../../../use-cases/organisation/require-platform.ts';
import { bearerOf, identityOf } from '../auth.ts';
import { forRoles } from '../role-words.ts';
import { InvitationRequest, InvitationSent } from '../schemas/invitation.ts';
import { refusals } from '../schemas/refusal.ts';
import { toKnownId } from '../tidy-ids.ts';
import type { Register } from './app.ts';

const allowed = ['OrgAdmin'] as const;

export const users: Register = (app, deps) => {
  app.post(
    '/platform/users/invitations',
    {
      schema: {
        operationId: 'inviteUser',
        mayRefuse: [404],
        summary: 'Invites people by mail to an organisation that the platform looks after, or to its own.',
        description: forRoles(allowed),
        tags: ['platform partners'],
        body: InvitationRequest,
        response: { 201: InvitationSent, ...refusals },
      },
    },
    async (request, reply) => {
      const platform = requirePlatform(bearerOf(request), allowed);
      await inviteForPlatform(deps, identityOf(request).caller, platform, toInvite(request.body));
      return reply.code(201).send({ message: 'Invitation sent!' });
    },
  );
};

/** @throws DomainError `invalid_input` when nobody is named */
function toInvite({ user }: InvitationRequest): PlatformInvite {
  const list = (user.emails ?? []).map((email, index) => ({ email, path: `user.emails.${index}` }));
  const emails = [...(user.email === undefined ? [] : [{ email: user.email, path: 'user.email' }]), ...list];
  if (emails.length === 0) throw invalid('user.email', 'The field is missing.');
  return { organisationId: toKnownId(user.org_id), roleId: toKnownId(user.role_id), emails };
}
