/** Cookies of our pages: read by name, written for one browser session. */
import { randomBytes } from 'node:crypto';

const pattern = /^[\w-]{43}$/;

/** A value that only this browser has. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** The secret in a cookie of ours. @returns null: there is none, or it is not of our making */
export function readSecret(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [key = '', value = ''] = pair.trim().split('=', 2);
    if (key === name && pattern.test(value)) return value;
  }
  return null;
}

/**
 * @param path for whatever lies below it, as the browser sees it; without one it belongs to the folder of the page, which a
 *   host name of the dialect's own may have changed
 */
export function writeSecret(
  name: string,
  secret: string,
  { https, path }: { readonly https: boolean; readonly path?: string },
): string {
  const below = path === undefined ? '' : `; Path=${path}`;
  return `${name}=${secret}; HttpOnly; SameSite=Lax${below}${https ? '; Secure' : ''}`;
}
