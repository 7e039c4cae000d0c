/** Where the three operations stand: the document's signature has no `/auth`, its samples have, and one says `/aurh`. */
export const mounts = [
  '/api/v1/delivery/services',
  '/auth/api/v1/delivery/services',
  '/aurh/api/v1/delivery/services',
] as const;
export type Mount = (typeof mounts)[number];

const suffixes = { '/api': '', '/auth': 'Auth', '/aurh': 'Aurh' } as const;

/** An operation has one name in the OpenAPI document at each of its places: the signature's is the plain one. */
export function operationIdAt(mount: Mount, operation: string): string {
  const [, first] = mount.split('/');
  return `${operation}${Object.entries(suffixes).find(([place]) => place === `/${first}`)?.[1] ?? ''}`;
}
