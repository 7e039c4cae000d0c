/** What an account insures: products are made, read, changed and archived. */
import { DomainError, duplicate, invalid } from '../../domain/errors.ts';
import type { InsuranceProduct } from '../../domain/policy/product.ts';
import { findProduct, insertProduct, listProducts as selectProducts, lockProduct, saveProduct } from '../../store/insurance-product.ts'; // prettier-ignore
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';

export type ProductDraft = Omit<InsuranceProduct, 'accountId' | 'version' | 'archivedAt' | 'createdAt' | 'updatedAt'>;

/** @throws DomainError `duplicate` (code), `invalid_input` */
export async function createProduct(deps: Deps, caller: Caller, draft: ProductDraft): Promise<InsuranceProduct> {
  assertSound(draft);
  const now = deps.now();
  const product = { ...draft, accountId: caller.accountId, version: 1, archivedAt: null, createdAt: now, updatedAt: now }; // prettier-ignore
  return transact(deps, caller, async (tx) => {
    if (!(await insertProduct(tx, product))) throw duplicate('code', `There is a product ${draft.code} already.`, 'It is taken.'); // prettier-ignore
    return product;
  });
}

/** @throws DomainError `product_not_found` */
export async function getProduct(deps: Deps, { accountId }: Caller, code: string): Promise<InsuranceProduct> {
  // no product has a code that the database cannot hold
  const product = code.includes('\0') ? null : await findProduct(deps.db.of(accountId), accountId, code);
  if (!product) throw notFound();
  return product;
}

/** By their codes. @param page `after` '' for the first page. */
export async function listProducts(
  deps: Deps,
  { accountId }: Caller,
  page: { readonly after: string; readonly limit: number },
): Promise<InsuranceProduct[]> {
  return selectProducts(deps.db.of(accountId), accountId, page);
}

/** A field that is not given stays as it is. Policies keep what they were issued under. */
export type ProductChange = Partial<
  Omit<ProductDraft, 'code' | 'numberPrefix' | 'currency'> & {
    /** No new policies. */
    readonly archived: boolean;
  }
>;

/**
 * @param version that the client saw; null: any
 * @throws DomainError `product_not_found`, `version_conflict`, `invalid_input`
 */
export async function changeProduct(
  deps: Deps,
  caller: Caller,
  { code, version, change }: { readonly code: string; readonly version: number | null; readonly change: ProductChange },
): Promise<InsuranceProduct> {
  const { archived, ...fields } = change;
  return transact(deps, caller, async (tx) => {
    const before = code.includes('\0') ? null : await lockProduct(tx, caller.accountId, code);
    if (!before) throw notFound();
    if (version !== null && version !== before.version) {
      throw new DomainError('version_conflict', `The product is at version ${before.version}. Read it again.`);
    }
    const now = deps.now();
    const archivedAt = (archived ?? before.archivedAt !== null) ? (before.archivedAt ?? now) : null;
    const after = { ...before, ...fields, archivedAt, version: before.version + 1, updatedAt: now };
    assertSound(after);
    await saveProduct(tx, after);
    return after;
  });
}

function assertSound({ leastValue, mostValue, premium }: ProductDraft): void {
  if (leastValue > mostValue) throw invalid('mostValue', 'It is less than the least value.');
  const { minimum, maximum } = premium;
  if (maximum !== null && minimum > maximum) throw invalid('premium.maximum', 'It is less than the minimum.');
}

function notFound(): DomainError {
  return new DomainError('product_not_found', 'There is no such insurance product.');
}
