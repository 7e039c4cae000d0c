/**
 * Partners who must not hear of each other: in one account two platforms with two organisations each and three apps, and
 * a platform of another account. Each app that speaks for each organisation has a token, and a task, a draft and a file.
 */
import assert from 'node:assert/strict';
import type { NewTask } from '../src/dialects/gotsurge/schemas/new-task.ts';
import { toTaskDrafts } from '../src/dialects/gotsurge/task-mapping.ts';
import { registerApp } from '../src/use-cases/partner/register-app.ts';
import { listRoles } from '../src/use-cases/organisation/associated.ts';
import { createTasks } from '../src/use-cases/task/create-tasks.ts';
import type { TestDeps } from './deps.ts';
import { taskBody } from './gotsurge-task.ts';
import { addMember, bearerFor, makePlatform, type Platform } from './make-platform.ts';
import type { Id } from './probes/probe.ts';
import { seedProofFile } from './seed-proof-file.ts';
import type { Tenant } from './tenant.ts';

/** A platform, with what of it its apps and organisations show. */
type House = Pick<Platform, 'tenant' | 'platformId' | 'organisationId' | 'associatedId'>;

/** One app that speaks for a member of one organisation. */
export interface Player {
  readonly name: string;
  readonly tenant: Tenant;
  readonly appId: string;
  /** Of the app. */
  readonly platformId: string;
  readonly organisationId: string;
  /** The platform that has the organisation, or looks after it. */
  readonly patronId: string;
  /** Whether the member belongs to the app's platform itself, and so may ask for all that it reaches. */
  readonly actsForPlatform: boolean;
  readonly memberId: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Stands in whatever is its own, and in nothing else. */
  readonly marker: string;
  /** What it has, by what probes call it. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Three apps by four organisations, and one by one. */
export async function castPlayers(deps: TestDeps, tenant: Tenant, stranger: Tenant): Promise<readonly Player[]> {
  const first = await makePlatform(deps, tenant, { appName: 'P1' });
  const second = await makePlatform(deps, tenant, { appName: 'Q', isHome: false });
  const other = await makePlatform(deps, stranger, { appName: 'Z' });
  const more = { name: 'P2', redirectUrls: ['https://two.example/'], native: false, platformId: first.platformId, sso: null, isPublic: false, webhookUrl: null }; // prettier-ignore
  const { app } = await registerApp(deps, tenant.identity.caller, more);
  const apps = [
    { name: 'P1', id: first.appId, platform: first },
    { name: 'P2', id: app.id, platform: first },
    { name: 'Q', id: second.appId, platform: second },
  ];
  const players: Player[] = [];
  for (const [patron, letter] of [[first, 'p'], [second, 'q']] as const) {
    for (const [organisationId, which] of [[patron.organisationId, 'own'], [patron.associatedId, 'associated']] as const) {
      const memberId = await addMember(deps, tenant, { organisationId, role: 'OrgAdmin' });
      for (const one of apps) {
        const name = `${one.name}-${letter}-${which}`;
        players.push(await equip(deps, { name, patron, organisationId, memberId, appId: one.id, platform: one.platform }));
      }
    }
  } // prettier-ignore
  const theirs = { name: 'Z-z-own', patron: other, organisationId: other.organisationId, memberId: other.memberId };
  return [...players, await equip(deps, { ...theirs, appId: other.appId, platform: other })];
}

interface Role {
  readonly name: string;
  readonly patron: House;
  readonly organisationId: string;
  readonly memberId: string;
  readonly appId: string;
  readonly platform: House;
}

async function equip(deps: TestDeps, role: Role): Promise<Player> {
  const { name, patron, organisationId, memberId, appId, platform } = role;
  const { tenant } = patron;
  const marker = `MARK-${name}-${organisationId.slice(-6)}`;
  const maker = { appId, scope: { organisationIds: [organisationId] } };
  const around = { organisationId, currency: tenant.account.currency, now: deps.now() };
  const make = async (state: 'draft' | 'offered') => {
    const body = taskBody({ tracking_id: marker, group_tag: marker, from_contact: { name: marker } });
    // the sample is one, as its own test shows
    const [made] = await createTasks(deps, tenant.identity, maker, toTaskDrafts([body as NewTask], around), state);
    return made?.delivery.id ?? assert.fail('one task went in and none came out');
  };
  const tasks = await make('offered');
  const acting = { accountId: tenant.account.id, platformId: patron.platformId, organisationId: patron.organisationId };
  const [someRole] = await listRoles(deps, acting, organisationId);
  return {
    name,
    tenant,
    appId,
    platformId: platform.platformId,
    organisationId,
    patronId: patron.platformId,
    actsForPlatform: organisationId === platform.organisationId,
    memberId,
    marker,
    headers: await bearerFor(deps, { tenant, appId, memberId }),
    ids: {
      tasks,
      drafts: await make('draft'),
      'proof-files': await seedProofFile(deps, tenant, tasks),
      organisations: organisationId,
      organizations: organisationId,
      roles: someRole?.id ?? assert.fail('no role'),
    },
  };
}

export const idsOf =
  ({ ids }: Player): Id =>
  (what) =>
    ids[what] ?? assert.fail(`say in gotsurge-cast.ts what a ${what} is`);

/** Whether the player acts for a platform that reaches what the other has. */
export const reaches = (who: Player, what: Player) => who.actsForPlatform && what.patronId === who.platformId;

/** The same app for the same organisation. */
export const isSame = (who: Player, what: Player) =>
  who.appId === what.appId && who.organisationId === what.organisationId;
