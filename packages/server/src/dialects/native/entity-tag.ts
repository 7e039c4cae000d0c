/** Versions of things as entity tags, for `ETag` and `If-Match`. */
import { Malformed } from './malformed.ts';

export function toEntityTag(version: number): string {
  return `"${version}"`;
}

/** Null when any version will do. @throws Malformed */
export function readIfMatch(header: string | undefined): number | null {
  if (header === undefined || header.trim() === '*') return null;
  const [, version] = /^"([1-9]\d{0,8})"$/.exec(header.trim()) ?? [];
  if (version === undefined) throw new Malformed('If-Match', 'If-Match must be one version in quotes, or *.');
  return Number(version);
}
