/** /v1/price-table */
import type { Deps } from '../../../use-cases/deps.ts';
import { getPriceTable, putPriceTable, type PriceInForce } from '../../../use-cases/price/price-table.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { NewPriceTable, PriceTable } from '../schemas/price-table.ts';
import { NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['prices'];

export function priceTable(app: NativeApp, deps: Deps): void {
  app.get(
    '/price-table',
    {
      schema: {
        operationId: 'getPriceTable',
        summary: 'Shows what a drive costs in each kind of vehicle.',
        tags,
        params: NoParams,
        querystring: NoQuery,
        response: { 200: Named(PriceTable) },
        refusals: [],
      },
    },
    async (request) => toPriceTable(await getPriceTable(deps, identityOf(request).caller)),
  );

  app.put(
    '/price-table',
    {
      schema: {
        operationId: 'putPriceTable',
        summary: 'Sets what a drive costs, in place of all prices set before.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewPriceTable,
        response: { 200: Named(PriceTable) },
        refusals: [],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => putPriceTable(deps, caller, toEntries(request.body)),
        show: toPriceTable,
      }),
  );
}

function toEntries({ prices }: NewPriceTable) {
  return prices.map(({ vehicleKind, ...rule }) => ({ vehicleKind, rule }));
}

function toPriceTable(prices: readonly PriceInForce[]): PriceTable {
  return { prices: prices.map(({ vehicleKind, rule, isOwn }) => ({ vehicleKind, ...rule, isOwn })) };
}
