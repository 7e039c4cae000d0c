/** SQL of route plans: asked for, claimed under a lease by whoever works on one, ended. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Plan, PlanProgress, PlanResult, PlanRoute, PlanSummary, Unplanned } from '../domain/plan/plan.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

type PlanRow = Selectable<DB['route_plan']>;

/** Who works on a plan until the lease ends; whoever comes after it has another name. */
export interface PlanClaim {
  readonly accountId: string;
  readonly id: string;
  readonly claim: string;
}

export async function insertPlan(tx: Kysely<DB>, plan: Plan): Promise<void> {
  await sql`insert into route_plan select * from jsonb_populate_record(null::route_plan, ${json({
    account_id: plan.accountId,
    id: plan.id,
    version: plan.version,
    kind: plan.kind,
    name: plan.name,
    state: plan.state,
    request: plan.request,
    attempts: plan.attempts,
    created_at: plan.createdAt,
    updated_at: plan.updatedAt,
  })})`.execute(tx);
}

/** Plans of the account that wait or run. */
export async function countOpenPlans(db: Kysely<DB>, accountId: string): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select count(*)::int as open from route_plan
    where account_id = ${accountId} and state in ('waiting', 'running')`.execute(db);
  return rows[0]?.open ?? 0;
}

export async function findPlan(db: Kysely<DB>, accountId: string, id: string): Promise<Plan | null> {
  const { rows } = await sql<PlanRow>`
    select * from route_plan where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0] ? toPlan(rows[0]) : null;
}

/** As `findPlan`, locked until the transaction ends. */
export async function lockPlan(tx: Kysely<DB>, accountId: string, id: string): Promise<Plan | null> {
  const { rows } = await sql<PlanRow>`
    select * from route_plan where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
  return rows[0] ? toPlan(rows[0]) : null;
}

/** As `lockPlan` for who has claimed it. @returns null when somebody else has by now, or it is over. */
export async function lockClaimedPlan(tx: Kysely<DB>, { accountId, id, claim }: PlanClaim): Promise<Plan | null> {
  const { rows } = await sql<PlanRow>`
    select * from route_plan where account_id = ${accountId} and id = ${id} and claimed_by = ${claim}
    for no key update`.execute(tx);
  return rows[0] ? toPlan(rows[0]) : null;
}

/** Plans before the cursor, newest first, without what was asked for and what came out: both can be long. */
export async function listPlans(
  db: Kysely<DB>,
  accountId: string,
  filter: { readonly state: Plan['state'] | null; readonly before: string | null; readonly limit: number },
): Promise<PlanSummary[]> {
  const state = filter.state === null ? sql`` : sql`and state = ${filter.state}`;
  const { rows } = await sql<Omit<PlanRow, 'request' | 'result'>>`
    select account_id, id, version, kind, name, state, progress, failure, attempts, claimed_by, lease_until, created_at,
      started_at, ended_at, updated_at
    from route_plan where account_id = ${accountId} and id < ${filter.before ?? afterAll}::uuid ${state}
    order by id desc limit ${filter.limit}`.execute(db);
  return rows.map(toSummary);
}

/** Ends a plan that this transaction has locked. */
export async function savePlanEnd(tx: Kysely<DB>, plan: Plan): Promise<void> {
  const { rows } = await sql`
    update route_plan set
      version = ${plan.version}, state = ${plan.state}, failure = ${plan.failure}, ended_at = ${plan.endedAt},
      updated_at = ${plan.updatedAt}, claimed_by = null, lease_until = null
    where account_id = ${plan.accountId} and id = ${plan.id} and version = ${plan.version - 1}
    returning id`.execute(tx);
  if (rows.length !== 1) throw new Error('A plan was changed without its lock.');
}

/** Takes the oldest plan that waits, or whose lease has run out, for as long as a lease lasts. It serves all accounts. */
export async function claimPlan(db: Kysely<DB>, claim: string, leaseSeconds: number): Promise<Plan | null> {
  const { rows } = await sql<PlanRow>`
    with next as (
      select account_id, id from route_plan
      where state in ('waiting', 'running') and (state = 'waiting' or lease_until < now())
      order by created_at, id limit 1 for update skip locked
    )
    update route_plan p set
      version = p.version + 1, state = 'running', attempts = p.attempts + 1, claimed_by = ${claim},
      lease_until = now() + make_interval(secs => ${leaseSeconds}), started_at = coalesce(p.started_at, now()),
      updated_at = now()
    from next where p.account_id = next.account_id and p.id = next.id
    returning p.*`.execute(db);
  return rows[0] ? toPlan(rows[0]) : null;
}

/** Says that it is still worked on, and how far it is. @returns false when the claim is lost or the plan called off. */
export async function renewPlan(
  db: Kysely<DB>,
  { accountId, id, claim }: PlanClaim,
  leaseSeconds: number,
  progress: PlanProgress | null,
): Promise<boolean> {
  const { rows } = await sql`
    update route_plan set
      lease_until = now() + make_interval(secs => ${leaseSeconds}), updated_at = now(),
      progress = coalesce(${progress && JSON.stringify(progress)}::jsonb, progress)
    where account_id = ${accountId} and id = ${id} and claimed_by = ${claim}
    returning id`.execute(db);
  return rows.length === 1;
}

/** Keeps what was found, before anything follows from it. @returns false when the claim is lost. */
export async function savePlanResult(db: Kysely<DB>, claim: PlanClaim, result: PlanResult): Promise<boolean> {
  const { rows } = await sql`
    update route_plan set result = ${json(result)}, updated_at = now()
    where account_id = ${claim.accountId} and id = ${claim.id} and claimed_by = ${claim.claim}
    returning id`.execute(db);
  return rows.length === 1;
}

/** Writes what became of one route, in the transaction of its trip, without writing the other routes again. */
export async function saveAppliedRoute(
  tx: Kysely<DB>,
  { accountId, id }: Pick<PlanClaim, 'accountId' | 'id'>,
  index: number,
  route: PlanRoute,
  leftOut: readonly Unplanned[],
): Promise<void> {
  await sql`
    update route_plan set updated_at = now(), result = jsonb_set(
      jsonb_set(jsonb_set(result, ${['routes', String(index)]}::text[], ${json(route)}), '{applied}', ${json(index + 1)}),
      '{unassigned}', (result -> 'unassigned') || ${json(leftOut)})
    where account_id = ${accountId} and id = ${id}`.execute(tx);
}

/** Lets another process go on. @param counts whether this begin counts as one that went wrong. */
export async function handBackPlan(db: Kysely<DB>, claim: PlanClaim, counts: boolean): Promise<void> {
  await sql`
    update route_plan set
      version = version + 1, state = 'waiting', claimed_by = null, lease_until = null,
      attempts = attempts - ${counts ? 0 : 1}, updated_at = now()
    where account_id = ${claim.accountId} and id = ${claim.id} and claimed_by = ${claim.claim}`.execute(db);
}

function toSummary(row: Omit<PlanRow, 'request' | 'result'>): PlanSummary {
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    // checks in the database keep these columns to the words of the domain
    kind: row.kind as Plan['kind'],
    state: row.state as Plan['state'],
    name: row.name,
    // written by renewPlan and by nothing else
    progress: row.progress as PlanProgress | null,
    failure: row.failure,
    attempts: row.attempts,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    updatedAt: row.updated_at,
  };
}

function toPlan(row: PlanRow): Plan {
  return {
    ...toSummary(row),
    // written by insertPlan, savePlanResult and saveAppliedRoute and by nothing else
    request: row.request as unknown as Plan['request'],
    result: row.result as unknown as PlanResult | null,
  };
}
