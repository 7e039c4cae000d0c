/** Organisations and their roles. The document has lost their shapes: a later one of GotSurge's has them. */
import { Type, type Static } from 'typebox';
import { Meta } from './meta.ts';
import { Named } from './shape.ts';

const Price = Type.Integer({
  description: 'Hundred-thousandths of the currency’s main unit: 200000 is SGD 2.00. 0: nothing was agreed.',
});

export const Organization = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    business_name: Type.String(),
    squad_price: Price,
    min_price: Price,
    max_price: Price,
    price_table: Type.Array(Type.Object({ code: Type.String(), time_delta: Type.Integer(), price: Price })),
    squad_code: Type.String({ description: 'Empty: it has no squad of its own.' }),
    created_at: Type.String({ format: 'date-time' }),
    updated_at: Type.String({ format: 'date-time' }),
    version_seq: Type.Integer({ description: 'How often it was changed.' }),
    version_rev: Type.String({ description: 'Another one after each change.' }),
    is_qa: Type.Boolean({ description: 'Its tasks are trials.' }),
    fleet_types: Type.Array(Type.String()),
  },
  { $id: 'Organization' },
);
export type Organization = Static<typeof Organization>;

export const NewOrganization = Type.Object({
  business_name: Type.String({
    maxLength: 1000,
    description:
      'Unique. Letters, digits, space, dash and underscore; not root, sysadmin, admin, sys, system or FreelanceDriver, ' +
      'and without versafleet and gotsurge, whatever the capitals.',
  }),
});

export const OneOrganization = Type.Object({ organization: Named(Organization) });
export const OrganizationList = Type.Object({ meta: Meta, organizations: Type.Array(Named(Organization)) });

/** Any text: what is no id of ours names nothing, and that is a 404. */
export const IdParams = Type.Object({ id: Type.String({ description: 'Matched to the letter.' }) });

export const RoleList = Type.Object({
  roles: Type.Array(Type.Object({ id: Type.String({ format: 'uuid' }), name: Type.String() })),
});
