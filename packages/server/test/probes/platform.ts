/** GotSurge's organisations, roles and invitations, and what registers partners. */
import { empty, plain, type Probes } from './probe.ts';

const redirectUrls = ['https://partner.example/callback'];

export const platformProbes: Probes = {
  'POST /gotsurge/platform/organizations': { body: () => ({ business_name: 'ABC Merchant' }) },
  'GET /gotsurge/platform/organizations': plain,
  'GET /gotsurge/platform/organizations/:id': { what: 'organizations' },
  'GET /gotsurge/platform/organizations/:id/roles': { what: 'organizations' },
  'POST /gotsurge/platform/users/invitations': {
    body: (id) => ({ user: { email: 'x@example.com', org_id: id('organizations'), role_id: id('roles') } }),
  },
  'POST /v1/platforms': { body: () => ({ name: 'X', businessName: 'X', adminEmail: 'x@example.com' }) },
  'GET /v1/platforms': plain,
  'GET /v1/platforms/:id': plain,
  'GET /v1/organisations': plain,
  'GET /v1/organisations/:id': plain,
  'PATCH /v1/organisations/:id': { body: () => ({ squadCode: 'X' }) },
  'POST /v1/organisations/:id/invitations': { body: () => ({ email: 'x@example.com', role: 'Operator' }) },
  'GET /v1/members': plain,
  'PATCH /v1/members/:id': { body: () => ({ roles: ['Merchant'] }) },
  'POST /v1/partner-apps': { body: (id) => ({ name: 'X', redirectUrls, platformId: id('platforms') }) },
  'GET /v1/partner-apps': plain,
  'GET /v1/partner-apps/:id': plain,
  'PATCH /v1/partner-apps/:id': {
    body: (id) => ({ platformId: id('platforms'), webhookUrl: 'http://127.0.0.1:9999/tasks' }),
  },
  'POST /v1/partner-apps/:id/rotate-secret': empty,
  'DELETE /v1/partner-apps/:id': plain,
};
