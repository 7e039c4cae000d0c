/** Organisations: the businesses for which tasks are done, and what was agreed with each. */
import { Type, type Static } from 'typebox';
import { roles } from '../../../domain/partner/roles.ts';
import { pageFields } from './page.ts';
import { Id, Instant, Maybe, Nullable, OneOf, Strict, Text } from './shape.ts';

/** Of a business: letters, digits, space, dash, underscore. */
export const BusinessName = Text(100, {
  description: 'Letters, digits, space, dash and underscore; one in the account, whatever its capitals.',
});

const Price = Type.Integer({
  minimum: 0,
  maximum: 1_000_000_000_000,
  description: 'Hundred-thousandths of the currency’s main unit: 200000 SGD is S$2.00.',
});
const PriceTable = Type.Array(
  Strict({ code: Text(40), timeDelta: Type.Integer({ minimum: -1_000_000, maximum: 1_000_000 }), price: Price }),
  { maxItems: 100 },
);
const FleetTypes = Type.Array(Text(40), { maxItems: 50 });

export const OrganisationPatch = Type.Object(
  {
    businessName: Type.Optional(BusinessName),
    squadCode: Maybe(Text(40)),
    isQa: Type.Optional(Type.Boolean()),
    squadPrice: Maybe(Price),
    minPrice: Maybe(Price),
    maxPrice: Maybe(Price),
    priceTable: Type.Optional(PriceTable),
    fleetTypes: Type.Optional(FleetTypes),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    description: 'A field that is not given stays as it is; null takes it away.',
  },
);
export type OrganisationPatch = Static<typeof OrganisationPatch>;

export const Organisation = Strict(
  {
    id: Id,
    version: Type.Integer(),
    businessName: Type.String(),
    platformId: Nullable(
      Type.String({ format: 'uuid', description: 'Who looks after it; null: it is a platform’s own.' }),
    ),
    squadCode: Nullable(Type.String()),
    isQa: Type.Boolean({ description: 'Its tasks are trials.' }),
    squadPrice: Nullable(Price),
    minPrice: Nullable(Price),
    maxPrice: Nullable(Price),
    priceTable: PriceTable,
    fleetTypes: FleetTypes,
    createdAt: Instant,
    updatedAt: Instant,
  },
  { $id: 'Organisation' },
);
export type Organisation = Static<typeof Organisation>;

export const OrganisationQuery = Strict({ ...pageFields, platformId: Type.Optional(Id) });

export const NewInvitation = Strict({
  email: Text(254),
  role: OneOf(roles, { description: 'Who sends tasks is a Merchant; who runs the organisation, an OrgAdmin.' }),
});
export type NewInvitation = Static<typeof NewInvitation>;

export const Invitation = Strict(
  { id: Id, email: Type.String(), role: OneOf(roles), expiresAt: Instant },
  { $id: 'Invitation' },
);
export type Invitation = Static<typeof Invitation>;
