/** Mounts a dialect at the root of a host name, by putting its prefix before the path. */

import type { IncomingMessage } from 'node:http';
import { StartFault } from '../lib/start-fault.ts';
import type { Mount } from './app.ts';

/** Reachable by every name, because a load balancer checks under the name it serves. */
const everywhere = new Set(['/healthz', '/readyz']);

/** `hosts` is host name to dialect; a path that has the prefix already stays as it is. */
export const rewriteByHost = (hosts: ReadonlyMap<string, string>, mounts: readonly Mount[], trustProxy: boolean) => {
  const prefixes = new Map<string, string>();
  for (const [host, name] of hosts) {
    const mount = mounts.find((one) => one.name === name);
    if (!mount) {
      const names = mounts.map((one) => one.name).join(', ');
      throw new StartFault(`WAYBILL_HOSTS names the dialect "${name}", which does not exist.`, `Choose of: ${names}.`);
    }
    prefixes.set(host, mount.prefix);
  }
  return (request: Pick<IncomingMessage, 'headers' | 'url'>): string => {
    const url = request.url ?? '/';
    const forwarded = trustProxy ? request.headers['x-forwarded-host'] : undefined;
    const host = [forwarded].flat()[0] ?? request.headers.host ?? '';
    const prefix = prefixes.get(host.replace(/:\d+$/, '').toLowerCase());
    const path = url.split('?', 1)[0] ?? '';
    if (prefix === undefined || everywhere.has(path) || path === prefix || path.startsWith(`${prefix}/`)) return url;
    return prefix + url;
  };
};
