/** Runs a request at most once for its idempotency key; the same request again gets the same bytes. */
import { DomainError } from '../../domain/errors.ts';
import {
  claimKey,
  findKeptRequest,
  keepAnswer,
  releaseKey,
  type KeptAnswer,
  type RequestKey,
} from '../../store/idempotency.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

export type { KeptAnswer, RequestKey };

/** A request that runs longer than this is taken to be dead, and its repetition may run. */
const leaseMs = 30_000;
const lifeMs = 24 * 3_600_000;

export interface OneRequest {
  readonly key: RequestKey;
  /** SHA-256 of what was sent. */
  readonly fingerprint: Buffer;
  /** Turns the use-case's result into the bytes of the answer. Pure: it runs inside the transaction. */
  readonly render: (result: unknown) => KeptAnswer;
}

/**
 * Calls `run` with a caller whose transaction keeps the answer; `run` must make its effect through `transact` with
 * that caller. A refusal (a thrown error) keeps nothing, so that a corrected request may use the key again.
 * @returns the answer, and whether it was kept from an earlier request.
 * @throws DomainError `idempotency_mismatch` for other content under the key, `idempotency_in_progress` while the
 *   first request runs.
 */
export async function answerOnce(
  deps: Deps,
  caller: Caller,
  request: OneRequest,
  run: (caller: Caller) => Promise<unknown>,
): Promise<{ readonly answer: KeptAnswer; readonly replayed: boolean }> {
  const now = deps.now();
  const claimed = await claimKey(deps.db.of(caller.accountId), request.key, {
    fingerprint: request.fingerprint,
    now,
    until: new Date(now.getTime() + leaseMs),
    oldest: new Date(now.getTime() - lifeMs),
  });
  if (!claimed) return { answer: await keptAnswer(deps, caller, request), replayed: true };

  let answer: KeptAnswer | undefined;
  try {
    await run({
      ...caller,
      async seal(tx, result) {
        answer = request.render(result);
        // sealed, because the answer to a new credential holds its secret
        const body = deps.secrets.seal(answer.body.toString('utf8'));
        await keepAnswer(tx, request.key, { ...answer, body });
      },
    });
  } catch (error) {
    await releaseKey(deps.db.of(caller.accountId), request.key);
    throw error;
  }
  if (!answer) throw new Error('The request made its effect outside its transaction.');
  return { answer, replayed: false };
}

async function keptAnswer(deps: Deps, { accountId }: Caller, request: OneRequest): Promise<KeptAnswer> {
  const kept = await findKeptRequest(deps.db.of(accountId), request.key);
  if (kept && !kept.fingerprint.equals(request.fingerprint)) {
    throw new DomainError('idempotency_mismatch', 'The idempotency key was used for a request with other content.');
  }
  if (!kept?.answer) {
    throw new DomainError('idempotency_in_progress', 'The first request with this idempotency key is still running.');
  }
  return { ...kept.answer, body: Buffer.from(deps.secrets.open(kept.answer.body)) };
}
