/** Pure: partners' apps, platforms and organisations between the native API and the core. */
import type { ManagedMember } from '../../domain/partner/member.ts';
import type * as partner from '../../domain/partner/organisation.ts';
import type { SentInvitation } from '../../use-cases/invitation/send-invitations.ts';
import type { MadePlatform } from '../../use-cases/organisation/platforms.ts';
import type { OrganisationChange } from '../../use-cases/organisation/organisations.ts';
import type { AppChange } from '../../use-cases/partner/change-app.ts';
import type { AppWithSecrets, NewApp, RegisteredApp } from '../../use-cases/partner/register-app.ts';
import { iso, isoOrNull } from './iso.ts';
import type { Member } from './schemas/member.ts';
import type { Invitation, Organisation, OrganisationPatch } from './schemas/organisation.ts';
import type { NewPartnerApp, PartnerApp, PartnerAppPatch, PartnerAppWithSecrets } from './schemas/partner-app.ts';
import type { Platform, PlatformWithInvitation } from './schemas/platform.ts';

export function toOrganisation(one: partner.Organisation): Organisation {
  const { squadPrice, minPrice, maxPrice, priceTable, fleetTypes } = one.terms;
  return {
    id: one.id,
    version: one.version,
    businessName: one.businessName,
    platformId: one.platformId,
    squadCode: one.squadCode,
    isQa: one.isQa,
    squadPrice,
    minPrice,
    maxPrice,
    priceTable: priceTable.map(({ code, timeDelta, price }) => ({ code, timeDelta, price })),
    fleetTypes: [...fleetTypes],
    createdAt: iso(one.createdAt),
    updatedAt: iso(one.updatedAt),
  };
}

/** Only what is given. */
export function toOrganisationChange(patch: OrganisationPatch): OrganisationChange {
  const { businessName, squadCode, isQa, ...terms } = patch;
  return {
    ...(businessName !== undefined && { businessName }),
    ...(squadCode !== undefined && { squadCode }),
    ...(isQa !== undefined && { isQa }),
    terms: { ...terms },
  };
}

export function toMember(one: ManagedMember): Member {
  return {
    id: one.id,
    version: one.version,
    organisationId: one.organisationId,
    businessName: one.organisationName,
    email: one.email,
    name: one.name,
    roles: [...one.roles],
    createdAt: iso(one.createdAt),
    disabledAt: isoOrNull(one.disabledAt),
  };
}

export function toInvitation({ id, email, role, expiresAt }: SentInvitation): Invitation {
  return { id, email, role, expiresAt: iso(expiresAt) };
}

export function toPlatform({ id, name, organisationId, isHome, createdAt }: partner.Platform): Platform {
  return { id, name, organisationId, isHome, createdAt: iso(createdAt) };
}

export function toMadePlatform({ platform, invitation }: MadePlatform): PlatformWithInvitation {
  return { ...toPlatform(platform), invitation: toInvitation(invitation) };
}

export function toNewApp(body: NewPartnerApp): NewApp {
  return {
    name: body.name,
    redirectUrls: body.redirectUrls,
    native: body.native ?? false,
    isPublic: body.public ?? false,
    platformId: body.platformId ?? null,
    webhookUrl: body.webhookUrl ?? null,
    sso: body.sso ?? null,
  };
}

/** Only what is given; null takes it away. */
export function toAppChange({ name, redirectUrls, platformId, webhookUrl, sso }: PartnerAppPatch): AppChange {
  return {
    ...(name !== undefined && { name }),
    ...(redirectUrls !== undefined && { redirectUrls }),
    ...(platformId !== undefined && { platformId }),
    ...(webhookUrl !== undefined && { webhookUrl }),
    ...(sso !== undefined && { sso }),
  };
}

export function toPartnerApp(one: RegisteredApp): PartnerApp {
  return {
    id: one.id,
    version: one.version,
    name: one.name,
    clientKey: one.clientKey,
    redirectUrls: [...one.redirectUrls],
    native: one.native,
    public: one.isPublic,
    platformId: one.platformId,
    webhookUrl: one.webhook?.url ?? null,
    webhookEndpointId: one.webhook?.endpointId ?? null,
    sso: one.sso && { origin: one.sso.origin, receiveSessionUrl: one.sso.receiveSessionUrl },
    updatedBy: one.updatedBy,
    createdAt: iso(one.createdAt),
    updatedAt: iso(one.updatedAt),
    revokedAt: isoOrNull(one.revokedAt),
  };
}

export function toAppWithSecrets({ app, secretKey, webhookSecret }: AppWithSecrets): PartnerAppWithSecrets {
  return { ...toPartnerApp(app), secretKey, webhookSecret };
}
