/** Organisations that a platform looks after, and their roles. */
import { createAssociated, getManaged, listAssociated, listRoles } from '../../../use-cases/organisation/associated.ts';
import { requirePlatform } from '../../../use-cases/organisation/require-platform.ts';
import { bearerOf, identityOf } from '../auth.ts';
import { toMeta, toOrganization, toPageNumber } from '../organization-mapping.ts';
import { forRoles } from '../role-words.ts';
import { PageQuery } from '../schemas/meta.ts';
import { IdParams, NewOrganization, OneOrganization, OrganizationList, RoleList } from '../schemas/organization.ts';
import { refusals } from '../schemas/refusal.ts';
import type { Register } from './app.ts';

const tags = ['platform partners'];
/** "Only Platform Partners Merchant is authorized" in one place, their OrgAdmin in others: both are. */
const allowed = ['OrgAdmin', 'Merchant'] as const;

export const organizations: Register = (app, deps) => {
  app.post(
    '/platform/organizations',
    {
      schema: {
        operationId: 'createAssociatedOrganization',
        summary: 'Makes an organisation that the platform looks after.',
        description: forRoles(allowed),
        tags,
        body: NewOrganization,
        response: { 201: OneOrganization, ...refusals },
      },
    },
    async (request, reply) => {
      const platform = requirePlatform(bearerOf(request), allowed);
      const { caller } = identityOf(request);
      const made = await createAssociated(deps, caller, platform, request.body.business_name);
      return reply.code(201).send({ organization: toOrganization(made) });
    },
  );

  app.get(
    '/platform/organizations',
    {
      schema: {
        operationId: 'listAssociatedOrganizations',
        summary: 'Lists the organisations that the platform looks after, oldest first.',
        description: forRoles(allowed),
        tags,
        querystring: PageQuery,
        response: { 200: OrganizationList, ...refusals },
      },
    },
    async (request) => {
      const { query } = request;
      const platform = requirePlatform(bearerOf(request), allowed);
      const { organisations, total } = await listAssociated(deps, platform, toPageNumber(query));
      return { meta: toMeta(query, total), organizations: organisations.map(toOrganization) };
    },
  );

  app.get(
    '/platform/organizations/:id',
    {
      schema: {
        operationId: 'getAssociatedOrganization',
        mayRefuse: [404],
        summary: 'Shows an organisation that the platform looks after, or its own.',
        description: forRoles(allowed),
        tags,
        params: IdParams,
        response: { 200: OneOrganization, ...refusals },
      },
    },
    async (request) => {
      const platform = requirePlatform(bearerOf(request), allowed);
      return { organization: toOrganization(await getManaged(deps, platform, request.params.id)) };
    },
  );

  app.get(
    '/platform/organizations/:id/roles',
    {
      schema: {
        operationId: 'listRoles',
        mayRefuse: [404],
        summary: 'Lists what people can be invited as.',
        description: forRoles(allowed),
        tags,
        params: IdParams,
        response: { 200: RoleList, ...refusals },
      },
    },
    async (request) => {
      const platform = requirePlatform(bearerOf(request), allowed);
      return { roles: [...(await listRoles(deps, platform, request.params.id))] };
    },
  );
};
