/** Pure: organisations in GotSurge's words. */
import type { Organisation } from '../../domain/partner/organisation.ts';
import { toUtc } from './mapping.ts';
import { defaultPerPage, type Meta, type PageQuery } from './schemas/meta.ts';
import type { Organization } from './schemas/organization.ts';
import { toVersionRev } from './version-rev.ts';

/** What was not agreed is 0 or empty, as in the document's samples: its clients have types without null. */
export function toOrganization(one: Organisation): Organization {
  const { squadPrice, minPrice, maxPrice, priceTable, fleetTypes } = one.terms;
  return {
    id: one.id,
    business_name: one.businessName,
    squad_price: squadPrice ?? 0,
    min_price: minPrice ?? 0,
    max_price: maxPrice ?? 0,
    price_table: priceTable.map(({ code, timeDelta, price }) => ({ code, time_delta: timeDelta, price })),
    squad_code: one.squadCode ?? '',
    created_at: toUtc(one.createdAt),
    updated_at: toUtc(one.updatedAt),
    version_seq: one.version - 1,
    version_rev: toVersionRev(one),
    is_qa: one.isQa,
    fleet_types: [...fleetTypes],
  };
}

export function toPageNumber({ page = 1, per_page: perPage = defaultPerPage }: PageQuery) {
  return { page, perPage };
}

export function toMeta(query: PageQuery, total: number): Meta {
  const { page, perPage } = toPageNumber(query);
  return { page, per_page: perPage, total };
}
