/** Goods that a provider tells without their size or weight, by what its register at ours says of them. */
import type { ProviderProduct, ProviderService } from '../../domain/provider/provider.ts';
import type { Product } from '../../domain/public-order/public-order.ts';
import { listProviderProducts } from '../../store/provider-product.ts';
import type { Deps } from '../deps.ts';

const measures = ['lengthMm', 'widthMm', 'heightMm', 'weightGrams'] as const;

/** Nothing is measured as 0: whatever is, and is registered, is as registered. */
export async function fillInMeasures(
  { db }: Pick<Deps, 'db'>,
  { accountId, id }: Pick<ProviderService, 'accountId' | 'id'>,
  products: readonly Product[],
): Promise<readonly Product[]> {
  if (products.every((product) => measures.every((measure) => product[measure] > 0))) return products;
  const registered = await listProviderProducts(db.of(accountId), accountId, id);
  return products.map((product) => filledIn(product, entryOf(product, registered)));
}

/** The document asks for a code when there are several to choose from. */
function entryOf({ code }: Product, registered: readonly ProviderProduct[]): ProviderProduct | undefined {
  if (code !== null) return registered.find((one) => one.code === code);
  return registered.length === 1 ? registered[0] : undefined;
}

function filledIn(product: Product, entry: ProviderProduct | undefined): Product {
  if (!entry) return product;
  return {
    ...product,
    lengthMm: product.lengthMm || (entry.lengthMm ?? 0),
    widthMm: product.widthMm || (entry.widthMm ?? 0),
    heightMm: product.heightMm || (entry.heightMm ?? 0),
    weightGrams: product.weightGrams || (entry.weightGrams ?? 0),
  };
}
