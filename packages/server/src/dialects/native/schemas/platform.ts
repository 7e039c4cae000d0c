/** Platforms: partners who create organisations and invite people on behalf of others. */
import { Type, type Static } from 'typebox';
import { BusinessName, Invitation } from './organisation.ts';
import { Id, Instant, Maybe, Strict, Text } from './shape.ts';

export const NewPlatform = Strict({
  name: Text(100),
  businessName: BusinessName,
  adminEmail: Text(254, { description: 'Who is invited, by mail, as the first OrgAdmin of its own organisation.' }),
  isHome: Maybe(
    Type.Boolean({ description: 'Deliveries that came another way show with its tasks. One in an account.' }),
  ),
});
export type NewPlatform = Static<typeof NewPlatform>;

const platform = {
  id: Id,
  name: Type.String(),
  organisationId: Type.String({ format: 'uuid', description: 'Its own.' }),
  isHome: Type.Boolean(),
  createdAt: Instant,
} as const;

export const Platform = Strict(platform, { $id: 'Platform' });
export type Platform = Static<typeof Platform>;

export const PlatformWithInvitation = Strict(
  { ...platform, invitation: Strict(Invitation.properties) },
  { $id: 'PlatformWithInvitation' },
);
export type PlatformWithInvitation = Static<typeof PlatformWithInvitation>;
