/** An insurer on the other end of a line: a real server that checks signatures and keeps policies as the document says. */
import { createHash } from 'node:crypto';
import { sendJson, startProviderServer, type ProviderAnswer, type ProviderServer } from './provider-server.ts';

export type SentBody = Readonly<Record<string, unknown>>;

export interface InsurerServer extends ProviderServer {
  /** Bodies that were taken, by the last word of their path, in their order. */
  readonly taken: { readonly operation: string; readonly body: SentBody }[];
  /** What it does by itself; `answerWith` puts another in its place. */
  readonly usual: ProviderAnswer;
}

interface Held {
  readonly premium: number;
  readonly content: string;
  readonly policyId: string;
}

const success = (more: object = {}) => sendJson(200, { status: 'success', message: 'OK', ...more });
const refusal = (status: number, message: string) => sendJson(status, { status: 'error', message });

/** @param most goods worth more are not insured. */
export async function startInsurerServer(token: string, most: number): Promise<InsurerServer> {
  const server = await startProviderServer();
  const policies = new Map<string, Held>();
  const taken: InsurerServer['taken'] = [];

  const isSigned = (body: SentBody, premium: unknown) => {
    const { signature, tracking_number: number } = body;
    return (
      signature ===
      createHash('md5')
        .update(`${token}${String(number)}${String(premium)}`)
        .digest('hex')
    );
  };

  function submit(body: SentBody): ProviderAnswer {
    if (!isSigned(body, body['premium_amount'])) return refusal(401, 'The signature is wrong.');
    if (Number(body['item_value']) > most) return refusal(422, 'item_value: The goods are worth more than we insure.');
    const number = String(body['tracking_number']);
    const content = JSON.stringify(body);
    const before = policies.get(number);
    if (before && before.content !== content) return refusal(409, 'tracking_number: It is taken.');
    const policyId = before?.policyId ?? `AHA-2026-${String(policies.size + 1).padStart(6, '0')}`;
    policies.set(number, { premium: Number(body['premium_amount']), content, policyId });
    return success({ policy_id: policyId, url_certificate: `https://insurer.example/certificates/${policyId}` });
  }

  function answerTo(operation: string, body: SentBody): ProviderAnswer {
    if (operation === 'orders') return submit(body);
    const policy = policies.get(String(body['tracking_number']));
    if (!policy || !isSigned(body, policy.premium)) return refusal(401, 'The signature is wrong.');
    if (operation === 'tracking') return success();
    return body['policy_id'] === policy.policyId ? success(body) : refusal(401, 'The signature is wrong.');
  }

  const usual: ProviderAnswer = (asked, response) => {
    const operation = asked.path.split('/').at(-1) ?? '';
    const body = JSON.parse(asked.body) as SentBody;
    taken.push({ operation, body });
    answerTo(operation, body)(asked, response);
  };
  server.answerWith(usual);
  return { ...server, taken, usual };
}
