/** /v1/insurance-products */
import type { Deps } from '../../../use-cases/deps.ts';
import { changeProduct, createProduct, getProduct, listProducts } from '../../../use-cases/policy/products.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { readIfMatch } from '../entity-tag.ts';
import { readCursor, toPageBy } from '../page.ts';
import { toProduct, toProductChange, toProductDraft } from '../policy-mapping.ts';
import { CodeParams, InsuranceProduct, InsuranceProductPatch, NewInsuranceProduct } from '../schemas/insurance-product.ts'; // prettier-ignore
import { Page, PageQuery } from '../schemas/page.ts';
import { ChangeHeaders, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['insurance'];
const defaultLimit = 50;

export function insuranceProducts(app: NativeApp, deps: Deps): void {
  app.post(
    '/insurance-products',
    {
      schema: {
        operationId: 'createInsuranceProduct',
        summary: 'Adds a product: what partners can have insured with us.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewInsuranceProduct,
        response: { 201: Named(InsuranceProduct) },
        refusals: [409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => createProduct(deps, caller, toProductDraft(request.body)),
        show: toProduct,
      }),
  );

  app.get(
    '/insurance-products',
    {
      schema: {
        operationId: 'listInsuranceProducts',
        summary: 'Lists products by their codes.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(InsuranceProduct)) },
        refusals: [],
      },
    },
    async (request) => {
      const { limit = defaultLimit, cursor } = request.query;
      const after = cursor === undefined ? '' : readCursor(cursor, (text) => !text.includes('\0'));
      const products = await listProducts(deps, identityOf(request).caller, { after, limit });
      return toPageBy(products, limit, toProduct, ({ code }) => code);
    },
  );

  app.get(
    '/insurance-products/:code',
    {
      schema: {
        operationId: 'getInsuranceProduct',
        summary: 'Shows a product.',
        tags,
        params: CodeParams,
        querystring: NoQuery,
        response: { 200: Named(InsuranceProduct) },
        refusals: [404],
      },
    },
    async (request) => toProduct(await getProduct(deps, identityOf(request).caller, request.params.code)),
  );

  app.patch(
    '/insurance-products/:code',
    {
      schema: {
        operationId: 'updateInsuranceProduct',
        summary: 'Changes what a product insures from now on, archives it, or offers it again.',
        tags,
        headers: ChangeHeaders,
        params: CodeParams,
        querystring: NoQuery,
        body: InsuranceProductPatch,
        response: { 200: Named(InsuranceProduct) },
        refusals: [404, 412],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => {
          const version = readIfMatch(request.headers['if-match']);
          const { code } = request.params;
          return changeProduct(deps, caller, { code, version, change: toProductChange(request.body) });
        },
        show: toProduct,
      }),
  );
}
