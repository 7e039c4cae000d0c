/** Asks a server over HTTP, as whoever its headers say. */
import assert from 'node:assert/strict';

export type Fields = Record<string, unknown>;
/** Any answer but a 2xx fails. @returns its JSON; null for an empty body */
export type Call = (method: string, path: string, headers: Record<string, string>, body?: unknown) => Promise<Fields>;

/** @param base of the server, without a path */
export function openCall(base: string): Call {
  return async (method, path, headers, body) => {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as Fields;
  };
}

/** A list of an answer. */
export const list = (value: unknown) => value as readonly Fields[];
