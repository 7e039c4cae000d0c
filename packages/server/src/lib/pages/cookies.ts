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
 * Without a path it belongs to the folder of the page as the browser sees it, which a host name of the dialect's own may
 * have changed.
 */
export const writeSecret = (name: string, secret: string, { https }: { readonly https: boolean }): string =>
  `${name}=${secret}; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`;
