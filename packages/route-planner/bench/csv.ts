/** Comma-separated values with quotes where a value has a comma. */

export function splitCsv(text: string): string[][] {
  const lines = text.split(/\r?\n/u).filter((line) => line !== '');
  return lines.map((line) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gu)].map(
      ([, quoted, bare = '']) => quoted?.replaceAll('""', '"') ?? bare,
    ),
  );
}

export const joinCsv = (values: readonly (string | number | null)[]): string =>
  values
    .map((value) => {
      const text = value === null ? '' : String(value);
      return /[",\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(',');
