/** Insurers elsewhere, with whom an account has its deliveries insured: made, read, changed. */
import type { Insurer } from '../../domain/coverage/coverage.ts';
import { DomainError, duplicate, invalid } from '../../domain/errors.ts';
import {
  countInsurers,
  findInsurer,
  insertInsurer,
  listInsurers as selectInsurers,
  lockInsurer,
  saveInsurer,
} from '../../store/insurer.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { assertBaseUrl } from '../partner-call/base-url.ts';
import { transact } from '../transact.ts';

/** Insurers of one account at most. */
const quota = 20;

export interface InsurerDraft extends Pick<Insurer, 'name' | 'paths' | 'productCode' | 'currency' | 'premium'> {
  readonly baseUrl: string;
  /** `api_token_key`: bodies are signed with it. */
  readonly token: string;
}

/** @throws DomainError `duplicate` (name), `url_refused`, `invalid_input` */
export async function createInsurer(deps: Deps, caller: Caller, { token, ...draft }: InsurerDraft): Promise<Insurer> {
  const now = deps.now();
  const { accountId } = caller;
  const insurer: Insurer = { ...draft, accountId, id: deps.newId(), version: 1, own: false, state: 'active', createdAt: now, updatedAt: now }; // prettier-ignore
  assertFits(deps, insurer);
  return transact(deps, caller, async (tx) => {
    if ((await countInsurers(tx, accountId)) >= quota) {
      throw invalid('name', `An account can have ${quota} insurers. Pause or change one instead.`);
    }
    if (!(await insertInsurer(tx, insurer, deps.secrets.seal(token)))) throw nameTaken(insurer);
    return insurer;
  });
}

/** @throws DomainError `insurer_not_found` */
export async function getInsurer(deps: Pick<Deps, 'db'>, { accountId }: Caller, id: string): Promise<Insurer> {
  const insurer = await findInsurer(deps.db.of(accountId), accountId, id);
  if (!insurer) throw noInsurer();
  return insurer;
}

export async function listInsurers(deps: Deps, { accountId }: Caller, page: PageOf): Promise<Insurer[]> {
  return selectInsurers(deps.db.of(accountId), accountId, page);
}

/** A field that is not given stays as it is. The currency stays: rules and what is covered count in it. */
export type InsurerChange = Partial<
  Pick<Insurer, 'name' | 'baseUrl' | 'paths' | 'productCode' | 'premium' | 'state'>
> & { readonly token?: string };

/**
 * One that is paused insures nothing more, and nobody talks to it; what waits for it goes out when it is active again.
 * @param version that the client saw; null: any
 * @throws DomainError `insurer_not_found`, `version_conflict`, `duplicate` (name), `url_refused`, `invalid_input`
 */
export async function changeInsurer(
  deps: Deps,
  caller: Caller,
  { id, version, change }: { readonly id: string; readonly version: number | null; readonly change: InsurerChange },
): Promise<Insurer> {
  const { token, ...fields } = change;
  return transact(deps, caller, async (tx) => {
    const before = await lockInsurer(tx, caller.accountId, id);
    if (!before) throw noInsurer();
    if (version !== null && version !== before.version) {
      throw new DomainError('version_conflict', `The insurer is at version ${before.version}. Read it again.`);
    }
    const after = { ...before, ...fields, version: before.version + 1, updatedAt: deps.now() };
    assertFits(deps, after);
    const sealed = token === undefined ? null : deps.secrets.seal(token);
    if (!(await saveInsurer(tx, after, sealed))) throw nameTaken(after);
    return after;
  });
}

function assertFits(deps: Pick<Deps, 'settings'>, { own, baseUrl, premium }: Insurer): void {
  if (own !== (baseUrl === null)) {
    throw invalid('baseUrl', own ? 'Our own side has no address to choose.' : 'An insurer has an address.');
  }
  if (baseUrl !== null) assertBaseUrl(deps, baseUrl);
  const { minimum, maximum } = premium;
  if (maximum !== null && maximum < minimum) throw invalid('premium.maximum', 'It lies below the minimum.');
}

const nameTaken = ({ name }: Insurer) => duplicate('name', `There is an insurer ${name} already.`, 'It is taken.');
const noInsurer = () => new DomainError('insurer_not_found', 'There is no such insurer.');
