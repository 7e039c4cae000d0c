/** The lines of a backup: rows are JSON objects as PostgreSQL writes them, all else is an array that says what it is. */

import type { Applied } from '../migrate.ts';

export type Header = {
  readonly format: 'waybill backup 1';
  readonly takenAt: string;
  /** The tables have the shape that these migrations made. */
  readonly migrations: readonly Applied[];
  /** Days of which positions have a partition, `2026-11-22`. */
  readonly positionDays: readonly string[];
};

/** SHA-256 over the rows' lines, each with its line feed, in the order of the primary key. */
export type Sum = { readonly rows: number; readonly sha256: string };

export type Line =
  | { readonly kind: 'header'; readonly header: Header }
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'row'; readonly json: string }
  | ({ readonly kind: 'end of table' } & Sum)
  | { readonly kind: 'file'; readonly key: string; readonly contentType: string; readonly content: Buffer }
  | { readonly kind: 'end'; readonly files: number };

/** The file is damaged, cut off, or no backup at all. */
export class BackupUnreadable extends Error {
  override readonly name = 'BackupUnreadable';
}

export const writeLine = (line: Line): string => {
  switch (line.kind) {
    case 'header':
      return JSON.stringify(['header', line.header]);
    case 'table':
      return JSON.stringify(['table', line.table]);
    case 'row':
      return line.json;
    case 'end of table':
      return JSON.stringify(['end of table', line.rows, line.sha256]);
    case 'file':
      return JSON.stringify(['file', line.key, line.contentType, line.content.toString('base64')]);
    case 'end':
      return JSON.stringify(['end', line.files]);
  }
};

/** @throws BackupUnreadable */
export const readLine = (text: string): Line => {
  if (text.startsWith('{')) return { kind: 'row', json: text };
  const parts = parse(text);
  const [kind, first, second, third] = parts;
  if (kind === 'header' && isHeader(first)) return { kind, header: first };
  if (kind === 'table' && typeof first === 'string') return { kind, table: first };
  if (kind === 'end of table' && typeof first === 'number' && typeof second === 'string') {
    return { kind, rows: first, sha256: second };
  }
  if (kind === 'file' && typeof first === 'string' && typeof second === 'string' && typeof third === 'string') {
    return { kind, key: first, contentType: second, content: Buffer.from(third, 'base64') };
  }
  if (kind === 'end' && typeof first === 'number') return { kind, files: first };
  throw new BackupUnreadable('The file has a line that no backup of this release has.');
};

const parse = (text: string): readonly unknown[] => {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
};

const isHeader = (value: unknown): value is Header =>
  typeof value === 'object' && value !== null && 'format' in value && value.format === 'waybill backup 1';
