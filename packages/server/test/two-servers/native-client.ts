/** The native API of a server, as an account's own people use it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { sandboxCredentials } from '../../src/use-cases/account/seed-sandbox.ts';
import { again } from './patience.ts';

export interface NativeClient {
  readonly get: <T>(path: string) => Promise<T>;
  /** Once, however often it is tried. */
  readonly post: <T>(path: string, body?: object) => Promise<T>;
  readonly put: <T>(path: string, body: object) => Promise<T>;
}

/** A server that is away is asked again. */
export function openNative(origin: string): NativeClient {
  async function ask<T>(method: string, path: string, body?: object, key?: string): Promise<T> {
    const headers = {
      authorization: `Bearer ${sandboxCredentials.native.key}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
    };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    return again(`${method} ${path}`, async () => {
      const answer = await fetch(`${origin}/v1${path}`, init);
      const text = await answer.text();
      if (answer.status >= 500) throw new Error(text);
      assert.ok(answer.ok, `${method} ${path} ${JSON.stringify(body)}: ${answer.status} ${text}`);
      // of our own API, whose answers its own tests hold to its document
      return JSON.parse(text) as T;
    });
  }
  return {
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body, randomUUID()),
    put: (path, body) => ask('PUT', path, body),
  };
}
