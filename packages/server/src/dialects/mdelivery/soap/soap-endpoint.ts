/** The place of one SOAP service: GET shows its description, POST takes its messages, and whatever fails is a fault. */
import { readFile } from 'node:fs/promises';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { SoapFault } from '../../../lib/soap/soap-fault.ts';
import { describeService } from '../../../lib/soap/service-description.ts';
import type { SoapRequest } from '../../../lib/soap/receive-message.ts';
import { messageLimits } from '../../../lib/xml/limits.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { afterAnswer } from '../after-answer.ts';
import { toRefusal } from '../errors.ts';
import type { MDeliveryApp } from '../routes/app.ts';
import type { SoapService } from './soap-service.ts';

export interface SoapPlace<C> {
  readonly path: '/soap' | '/mpay';
  /** Of the files in `wsdl/`. */
  readonly description: 'provider' | 'mpay';
  /** At the first message: the parser is large, and most installations never need it. */
  readonly load: (xsd: string) => Promise<SoapService<C>>;
  readonly callerOf: (request: FastifyRequest) => C;
}

const xml = Type.String();
const answers = { 200: xml, '4xx': xml, '5xx': xml };
const messageSchema = { hide: true, consumes: ['text/xml', 'application/soap+xml'], response: answers };
const descriptionSchema = {
  hide: true,
  querystring: Type.Object({ wsdl: Type.Optional(Type.String()), xsd: Type.Optional(Type.String()) }),
  response: answers,
};

/** @returns adds POST, to an app within this one that knows who may send messages */
export async function openSoapPlace<C>(
  app: MDeliveryApp,
  deps: Deps,
  place: SoapPlace<C>,
): Promise<(guarded: MDeliveryApp) => void> {
  const [wsdl, xsd] = await Promise.all([fileOf(`${place.description}.wsdl.xml`), fileOf(`${place.description}.xsd`)]);
  const described = describeService(wsdl, `${place.description}.xsd`, xsd);
  let loading: Promise<SoapService<C>> | undefined;
  const service = () => (loading ??= place.load(xsd));

  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: messageLimits.bytes },
    async (_: FastifyRequest, body: Buffer) => body,
  );
  app.setErrorHandler(async (error, request, reply) => {
    const { refuse } = await service();
    const refusal = error instanceof SoapFault ? null : toRefusal(error);
    if (refusal && refusal.status >= 500) request.log.error({ err: error }, 'a SOAP operation failed');
    if (refusal?.retryAfter !== undefined) void reply.header('retry-after', String(refusal.retryAfter));
    const fault = await refuse(incomingOf(request), error);
    if (fault.status === 401) void reply.header('www-authenticate', 'Bearer');
    return reply.code(fault.status).type(fault.contentType).send(fault.body);
  });

  app.get(place.path, { schema: descriptionSchema }, async ({ query }, reply) => {
    const address = `${deps.publicUrl()}/mdelivery${place.path}`;
    const shown = query.wsdl !== undefined ? described.wsdl(address) : query.xsd !== undefined ? described.xsd : null;
    return shown === null ? reply.callNotFound() : reply.type('text/xml; charset=utf-8').send(shown);
  });

  return (guarded) => {
    guarded.post(place.path, { schema: messageSchema }, async (request, reply) => {
      const { answer } = await service();
      const { status, contentType, body, onSent } = await answer(incomingOf(request), place.callerOf(request));
      if (onSent) afterAnswer(request, reply, onSent);
      return reply.code(status).type(contentType).send(body);
    });
  };
}

const fileOf = (name: string): Promise<string> => readFile(new URL(`../wsdl/${name}`, import.meta.url), 'utf8');

function incomingOf({ headers, body }: FastifyRequest): SoapRequest {
  const { soapaction: soapAction } = headers;
  return {
    contentType: headers['content-type'],
    soapAction: typeof soapAction === 'string' ? soapAction : undefined,
    // an empty body never reaches the parser
    bytes: body instanceof Buffer ? body : Buffer.alloc(0),
  };
}
