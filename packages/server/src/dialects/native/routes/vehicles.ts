/** /v1/vehicles */
import type { Deps } from '../../../use-cases/deps.ts';
import { createVehicle, getVehicle, listVehicles } from '../../../use-cases/fleet/vehicles.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toVehicleDraft } from '../drafts.ts';
import { toVehicle } from '../mapping.ts';
import { toPage, toPageOf } from '../page.ts';
import { Vehicle, NewVehicle } from '../schemas/vehicle.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { IdParams, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['vehicles'];

export function vehicles(app: NativeApp, deps: Deps): void {
  app.post(
    '/vehicles',
    {
      schema: {
        operationId: 'createVehicle',
        summary: 'Makes a vehicle.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewVehicle,
        response: { 201: Named(Vehicle) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: (identity) => createVehicle(deps, identity, toVehicleDraft(request.body)),
        show: toVehicle,
      }),
  );

  app.get(
    '/vehicles',
    {
      schema: {
        operationId: 'listVehicles',
        summary: 'Lists vehicles, newest first.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Vehicle)) },
        refusals: [],
      },
    },
    async (request) =>
      toPage(await listVehicles(deps, identityOf(request).caller, toPageOf(request.query)), request.query, toVehicle),
  );

  app.get(
    '/vehicles/:id',
    {
      schema: {
        operationId: 'getVehicle',
        summary: 'Shows a vehicle.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(Vehicle) },
        refusals: [404],
      },
    },
    async (request) => toVehicle(await getVehicle(deps, identityOf(request).caller, request.params.id)),
  );
}
