/** Runs a write and answers it: once for its idempotency key, and always with bytes that were made once. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fingerprint } from '../../lib/hash.ts';
import type { Deps } from '../../use-cases/deps.ts';
import type { Identity } from '../../use-cases/identity.ts';
import { answerOnce, type KeptAnswer } from '../../use-cases/idempotency/answer-once.ts';
import { identityOf } from './auth.ts';
import { readIdempotencyKey } from './idempotency-key.ts';

export interface Write<R> {
  /** 204 has no body. */
  readonly status: 200 | 201 | 204 | ((result: R) => 200 | 201);
  /** Hands the identity to one use-case and returns its result as it is, because that is what is kept. */
  readonly run: (identity: Identity) => Promise<R>;
  /** JSON of the answer. Pure: it runs inside the transaction. */
  readonly show: (result: R) => object | null;
}

export async function answerWrite<R>(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  { status, run, show }: Write<R>,
): Promise<void> {
  const identity = identityOf(request);
  const key = readIdempotencyKey(request.headers['idempotency-key']);
  const render = (result: R): KeptAnswer =>
    toAnswer(reply, typeof status === 'function' ? status(result) : status, show(result));
  if (key === null) {
    await send(reply, render(await run(identity)));
    return;
  }

  const { account, caller } = identity;
  const once = {
    key: { accountId: account.id, operation: operationOf(request, identity), key },
    fingerprint: fingerprintOf(request),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- answerOnce hands over what `run` made
    render: (result: unknown) => render(result as R),
  };
  const { answer, replayed } = await answerOnce(deps, caller, once, (sealing) => run({ account, caller: sealing }));
  if (replayed) void reply.header('idempotency-replayed', 'true');
  await send(reply, answer);
}

/** Credential, method and route with its ids: the same key elsewhere is another request. */
function operationOf(request: FastifyRequest, { caller }: Identity): string {
  const ids = Object.values(request.params ?? {}).join(' ');
  return `${caller.credentialId} ${request.method} ${request.routeOptions.url ?? ''} ${ids}`;
}

function fingerprintOf({ method, url, body, headers }: FastifyRequest): Buffer {
  return fingerprint({ method, url, body: body ?? null, ifMatch: headers['if-match'] ?? null });
}

function toAnswer(reply: FastifyReply, status: number, json: object | null): KeptAnswer {
  if (json === null) return { status, contentType: '', body: Buffer.alloc(0) };
  const serialize = reply.getSerializationFunction(String(status));
  if (!serialize) throw new Error(`The route has no schema for its answer ${status}.`);
  return { status, contentType: 'application/json; charset=utf-8', body: Buffer.from(serialize({ ...json })) };
}

function send(reply: FastifyReply, { status, contentType, body }: KeptAnswer): FastifyReply {
  void reply.code(status);
  return body.length === 0 ? reply.send() : reply.type(contentType).send(body);
}
