/** The soap package as a client, with types. */
import assert from 'node:assert/strict';
import type { Client } from 'soap';

export type Call = (args: object) => Promise<[result: unknown, raw: string]>;

/** A method of one port; the package types them all as any. */
export function callOf(client: Client, service: string, port: string, operation: string): Call {
  const ports = client as unknown as Record<string, Record<string, Record<string, (args: object, done: (error: unknown, result: unknown, raw: string) => void) => void>>>; // prettier-ignore
  const method = ports[service]?.[port]?.[operation];
  assert.ok(method, `${port} has no ${operation}`);
  return (args) =>
    new Promise((done, fail) => {
      method.call(client, args, (error, result, raw) => (error ? fail(error as Error) : done([result, raw])));
    });
}

interface FaultOfClient {
  readonly response: { readonly status: number };
  readonly root: { readonly Envelope: { readonly Body: { readonly Fault: unknown } } };
}

export async function faultOf(call: Promise<unknown>): Promise<readonly [status: number, fault: unknown]> {
  try {
    await call;
  } catch (error) {
    // what the package throws is not typed
    const { response, root } = error as FaultOfClient;
    return [response.status, root.Envelope.Body.Fault];
  }
  return assert.fail('there was no fault');
}
