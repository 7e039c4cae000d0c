/** Says what is wrong with an answer to a fuzzed request, and how to ask it again. */
import { statusOf } from '../refusals.ts';
import type { Operation } from './document.ts';
import type { FuzzAnswer } from './house.ts';
import { asJson, type Json } from './json.ts';
import type { FuzzRequest } from './request.ts';

const prototype = Object.getOwnPropertyNames(Object.prototype).join();

/** Traces of our insides: stacks, modules, paths, SQL, and PostgreSQL's own sentences. */
const insides =
  /\bat (?:async )?[\w.<>]+ \(|node:internal|node_modules|\.ts\b|\/(?:src|home|root|tmp|usr|var)\/|\b(?:select|insert into|update \w+ set|delete from)\b|violates|constraint|relation "|column "|syntax for type|_pkey|_fkey|account_id|\bundefined\b|\[object /gi;

/** Null when the answer is as it should be. */
export function faultOf(operation: Operation, request: FuzzRequest, answer: FuzzAnswer): string | null {
  const { status, contentType, body } = answer;
  if (Object.getOwnPropertyNames(Object.prototype).join() !== prototype) return 'Object.prototype was changed';
  // a partner that does not answer is no fault of ours, where the document says that it may be so
  if (status >= 500 && status !== 502) return `the status is ${status}`;
  const fault = operation.faultOf(status, contentType, body);
  if (fault !== null) return fault;
  if (statusOf(operation.dialect, answer) < 400) return successFault(operation, answer);
  return shapeFault(operation, answer) ?? gap(body) ?? leak(request, body);
}

/** What is wrong with the shape of a dialect's refusal. */
const shapes: Readonly<Record<string, (refusal: Json, answer: FuzzAnswer) => string | null>> = {
  loginext: (refusal, answer) =>
    wrongStatus(refusal, answer) ?? (refusal['hasError'] === true ? null : 'a refusal without hasError'),
  native: (refusal, answer) =>
    wrongStatus(refusal, answer) ??
    (answer.contentType === 'application/problem+json' ? null : `a problem as ${answer.contentType}`),
  gotsurge: ({ code, message, errors }) =>
    /^[a-z_]+$/.test(String(code)) && typeof message === 'string' && Array.isArray(errors)
      ? null
      : 'a refusal without code, message and errors',
  mdelivery: ({ code, message }) =>
    ['AuthenticationFailed', 'InvalidParameter'].includes(String(code)) && typeof message === 'string'
      ? null
      : 'a refusal without one of the fault codes and a message',
  subplace: ({ status }) => {
    const { code, message } = asJson(status);
    const isKnown = Number.isInteger(code) && Number(code) <= 0 && Number(code) >= -4;
    return isKnown && typeof message === 'string' ? null : 'a refusal without one of the codes and a message';
  },
  saladin: ({ status, message }) =>
    status === 'error' && typeof message === 'string' ? null : 'a refusal without `error` and a message',
};

function shapeFault({ dialect }: Operation, answer: FuzzAnswer): string | null {
  const shapeOf = shapes[dialect];
  return shapeOf ? shapeOf(asJson(JSON.parse(answer.body)), answer) : `say how ${dialect} refuses`;
}

function wrongStatus({ status: said }: Json, { status }: FuzzAnswer): string | null {
  return said === status ? null : `the refusal says ${String(said)}, the status is ${status}`;
}

/** What is no envelope: the document, the ZIP of proofs, the tracking page with its files and its live stream. */
const bare = ['getOpenApi', 'downloadEpod', 'findTrackingPage', 'getTrackingPage', 'getTrackingPageFile', 'followTrackedState']; // prettier-ignore

function successFault({ dialect, id }: Operation, { status, body }: FuzzAnswer): string | null {
  if (dialect !== 'loginext' || bare.includes(id)) return null;
  const { status: said, hasError, error } = asJson(JSON.parse(body));
  if (said !== status) return `the envelope says ${String(said)}, the status is ${status}`;
  return hasError === (error !== undefined) ? null : 'hasError and error do not agree';
}

/**
 * The database is the last to look at a value: each that it refuses should have been refused by name before. LogiNext's
 * own "Bad Request" has the field and its fault beside it.
 */
function gap(body: string): string | null {
  return /cannot be stored|"message":"Bad Request","data":null,"hasError":true\}/.test(body)
    ? 'only the database refused a value'
    : null;
}

/** A refusal may repeat what it was sent, and nothing of ours. */
function leak({ url, headers, body }: FuzzRequest, answer: string): string | null {
  const sent = `${url} ${safelyDecoded(url)} ${Object.values(headers).join(' ')} ${body?.text ?? ''}`.toLowerCase();
  const found = answer.match(insides)?.find((one) => !sent.includes(one.toLowerCase()));
  return found === undefined ? null : `the refusal shows our insides: ${found}`;
}

function safelyDecoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return '';
  }
}

/** A command that asks again, with the secrets left out. */
export function toCurl({ method, url, headers, body }: FuzzRequest): string {
  const shown = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${secretless(name, value)}`)}`);
  const data = body === null ? [] : ['--data-raw', quoted(body.text)];
  return ['curl', '-i', '-X', method, ...shown, ...data, quoted(`http://127.0.0.1:3000${url}`)].join(' ');
}

function secretless(name: string, value: string): string {
  if (name === 'authorization') return 'Bearer $KEY';
  return name === 'www-authenticate' || name === 'client_secret_key' ? '…' : value;
}

/** For a shell; `$'…'` where a control character stands in the text. */
function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  if (!/\p{Cc}/u.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const hex = (one: string) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `$'${escaped.replaceAll(/\p{Cc}/gu, hex)}'`;
}
