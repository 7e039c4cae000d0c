/** The sandbox driver's phone over HTTP: signs in, goes on duty, takes what is offered, and says what he does. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { LatLng } from '../src/domain/geo.ts';
import { sandboxPartner } from '../src/use-cases/account/sandbox-partner.ts';
import { list, type Call, type Fields } from './http-call.ts';

export interface DriverPhone {
  readonly token: string;
  readonly goOnDuty: (position: LatLng) => Promise<void>;
  readonly offerOf: (deliveryId: string) => Promise<Fields | undefined>;
  /** One action, now. Anything but done fails. */
  readonly act: (action: Fields) => Promise<void>;
  /** @returns the phone's own id of the proof */
  readonly prove: (deliveryId: string, files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>) => Promise<string>;
}

/** @param base of the server, without a path */
export async function openDriverPhone(base: string, call: Call): Promise<DriverPhone> {
  const login = { userName: sandboxPartner.courier, password: sandboxPartner.password };
  const token = String((await call('POST', '/v1/courier/session', {}, login))['token']);
  const headers = { authorization: `Bearer ${token}` };
  const ask = (method: string, path: string, body?: unknown) => call(method, `/v1/courier${path}`, headers, body);
  return {
    token,
    goOnDuty: async (position) => void (await ask('PUT', '/duty', { onDuty: true, position })),
    offerOf: async (id) => list((await ask('GET', '/offers'))['data']).find(({ deliveryId }) => deliveryId === id),
    async act(action) {
      const { results } = await ask('POST', '/actions', { actions: [{ id: randomUUID(), at: new Date().toISOString(), ...action }] }); // prettier-ignore
      assert.equal(list(results)[0]?.['outcome'], 'done', JSON.stringify(results));
    },
    async prove(deliveryId, files) {
      const clientId = randomUUID();
      const form = new FormData();
      for (const [name, value] of Object.entries({ leg: 'dropoff', deliveryId, clientId })) form.set(name, value);
      for (const [kind, bytes] of Object.entries(files)) form.set(kind, new Blob([bytes], { type: 'image/png' }), `${kind}.png`); // prettier-ignore
      const answer = await fetch(`${base}/v1/courier/proofs`, { method: 'POST', headers, body: form });
      assert.equal(answer.status, 201, await answer.text());
      return clientId;
    },
  };
}
