/** GotSurge's partner: a member of the home platform, who sees all deliveries there as tasks, and an app that hears of its own. */
import type { Fields } from '../http-call.ts';
import { joinGotSurge } from '../join-gotsurge.ts';
import type { Scope } from '../waybill-process.ts';
import { openEar, type Ear } from './ear.ts';
import type { House } from './house.ts';
import type { Parcel, Partner } from './parcel.ts';

export interface GotSurgePartner extends Partner {
  readonly appId: string;
  readonly ask: (method: string, path: string) => Promise<Fields>;
  readonly fetchFile: (url: unknown) => Promise<Response>;
  /** Statuses that the app was told of its task, in the order in which they came. */
  readonly heardOf: (parcel: Parcel) => readonly string[];
  readonly ear: Ear;
  readonly webhookSecret: string;
}

export async function openGotSurgePartner(t: Scope, house: House): Promise<GotSurgePartner> {
  const ear = await openEar(t);
  const { appId, bearer, webhookSecret } = await joinGotSurge({ ...house, webhookUrl: ear.url });
  const ask: GotSurgePartner['ask'] = (method, path) => house.call(method, `/gotsurge${path}`, bearer);
  return {
    appId,
    ask,
    fetchFile: (url) => fetch(String(url).replace('localhost', '127.0.0.1'), { headers: bearer }),
    wordOf: async ({ id }) => String((await ask('GET', `/platform/tasks/${id}`))['current_status']),
    heardOf: ({ id }) =>
      ear.received
        .map(({ body }) => (JSON.parse(body) as { readonly data: Fields }).data)
        .filter((task) => task['id'] === id)
        .map((task) => String(task['current_status'])),
    ear,
    webhookSecret,
  };
}
