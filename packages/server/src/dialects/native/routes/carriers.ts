/** /v1/carriers */
import type { Deps } from '../../../use-cases/deps.ts';
import {
  changeCarrier,
  createCarrier,
  getCarrier,
  listCarriers,
  rotateCarrierSecret,
} from '../../../use-cases/carrier/carriers.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { readIfMatch } from '../entity-tag.ts';
import { toPage, toPageOf } from '../page.ts';
import { Carrier, CarrierPatch, CarrierWithSecret, NewCarrier } from '../schemas/carrier.ts';
import { Page, PageQuery } from '../schemas/page.ts';
import { ChangeHeaders, IdParams, NoBody, NoParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import { toCarrier, toCarrierChange, toCarrierDraft, toCarrierWithSecret } from '../shipping-mapping.ts';
import type { NativeApp } from './app.ts';

const tags = ['carriers'];

export function carriers(app: NativeApp, deps: Deps): void {
  app.post(
    '/carriers',
    {
      schema: {
        operationId: 'createCarrier',
        summary: 'Adds a carrier of shipping orders: our own fleet with its prices, or one that is called.',
        tags,
        headers: WriteHeaders,
        params: NoParams,
        querystring: NoQuery,
        body: NewCarrier,
        response: { 201: Named(CarrierWithSecret) },
        refusals: [409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 201,
        run: ({ caller }) => createCarrier(deps, caller, toCarrierDraft(request.body)),
        show: toCarrierWithSecret,
      }),
  );

  app.get(
    '/carriers',
    {
      schema: {
        operationId: 'listCarriers',
        summary: 'Lists carriers, newest first.',
        tags,
        params: NoParams,
        querystring: PageQuery,
        response: { 200: Page(Named(Carrier)) },
        refusals: [],
      },
    },
    async (request) =>
      toPage(await listCarriers(deps, identityOf(request).caller, toPageOf(request.query)), request.query, toCarrier),
  );

  app.get(
    '/carriers/:id',
    {
      schema: {
        operationId: 'getCarrier',
        summary: 'Shows a carrier.',
        tags,
        params: IdParams,
        querystring: NoQuery,
        response: { 200: Named(Carrier) },
        refusals: [404],
      },
    },
    async (request) => toCarrier(await getCarrier(deps, identityOf(request).caller, request.params.id)),
  );

  app.patch(
    '/carriers/:id',
    {
      schema: {
        operationId: 'updateCarrier',
        summary: 'Changes the name, the address or the prices of a carrier, pauses it, or lets it go on.',
        tags,
        headers: ChangeHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: CarrierPatch,
        response: { 200: Named(Carrier) },
        refusals: [404, 412],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: async ({ caller }) => {
          const version = readIfMatch(request.headers['if-match']);
          return changeCarrier(deps, caller, { id: request.params.id, version, change: toCarrierChange(request.body) });
        },
        show: toCarrier,
      }),
  );

  app.post(
    '/carriers/:id/rotate-secret',
    {
      schema: {
        operationId: 'rotateCarrierSecret',
        summary: 'Makes a new secret for an HTTP carrier; calls are signed with it from now on.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NoBody,
        response: { 200: Named(CarrierWithSecret) },
        refusals: [404],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) => rotateCarrierSecret(deps, caller, request.params.id),
        show: toCarrierWithSecret,
      }),
  );
}
