/** Writes docs/reliability.md: which case is tested where, and which waits for what. */

import { basename } from 'node:path';
import { format } from 'prettier';
import type { Case } from './cases.ts';

const chapters: Readonly<Record<string, string>> = {
  R: 'Crashes, restarts, the database',
  I: 'Repeats, races, rules',
  W: 'Webhooks',
  P: 'Partners’ systems',
  G: 'Positions',
  A: 'Hostile input',
  S: 'Who may do what',
};

const intro = `# Reliability

What the house is tested against, by the id that stands at the beginning of a test's name. Made by
\`npm run docs:reliability\` from \`reliability-cases.json\` and the tests; a test fails when this page is stale, and when a
case of priority 1 has neither a test nor a reason to wait.
`;

export const writePage = async (
  cases: readonly Case[],
  tests: ReadonlyMap<string, readonly string[]>,
): Promise<string> => {
  const parts = Object.entries(chapters).map(([letter, title]) => {
    const rows = cases.filter(({ id }) => id.startsWith(letter)).map((one) => row(one, tests.get(one.id) ?? []));
    return [`## ${title}`, '', '| id | priority | case | tested in, or waits for |', '|---|---|---|---|', ...rows].join(
      '\n',
    );
  });
  return format([intro, ...parts, ''].join('\n\n'), { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' });
};

const row = ({ id, priority, case: words, waits }: Case, files: readonly string[]): string => {
  const links = files.map((file) => `[${basename(file, '.ts').replace(/\.test$/, '')}](../${file})`);
  const where = [...links, ...(waits === undefined ? [] : [`waits for ${waits}`])];
  return `| ${id} | ${priority} | ${words} | ${where.join(', ') || 'nothing yet'} |`;
};
