/** The keywords of a CVRPLIB file: `CAPACITY : 206`, and sections of numbers below a keyword. */
import { UnreadableFile } from './instance.ts';
import { linesOf, numbersOrNull } from './lines.ts';

export interface Row {
  readonly line: number;
  readonly numbers: readonly number[];
}

export interface Keywords {
  readonly has: (keyword: string) => boolean;
  readonly line: (keyword: string) => number | null;
  readonly text: (keyword: string) => string | null;
  readonly number: (keyword: string) => number;
  readonly count: (keyword: string) => number;
  readonly section: (keyword: string) => readonly Row[];
}

interface Entry {
  readonly line: number;
  readonly value: string;
  readonly rows: Row[];
}

export function readKeywords(text: string): Keywords {
  const entries = readEntries(text);
  const entry = (keyword: string): Entry => {
    const found = entries.get(keyword);
    if (found === undefined) throw new UnreadableFile(`${keyword} is missing`);
    return found;
  };
  const number = (keyword: string): number => {
    const { value, line } = entry(keyword);
    const [found, ...more] = numbersOrNull({ number: line, text: value }) ?? [];
    if (found === undefined || more.length > 0 || found < 0)
      throw new UnreadableFile(`${keyword} must be one number, not ${JSON.stringify(value)}`, line);
    return found;
  };
  return {
    has: (keyword) => entries.has(keyword),
    line: (keyword) => entries.get(keyword)?.line ?? null,
    text: (keyword) => entries.get(keyword)?.value ?? null,
    number,
    count: (keyword) => {
      const found = number(keyword);
      if (!Number.isInteger(found) || found < 1)
        throw new UnreadableFile(`${keyword} must be an integer of at least 1`, entry(keyword).line);
      return found;
    },
    section: (keyword) => entry(keyword).rows,
  };
}

function readEntries(text: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  let section: Entry | null = null;
  for (const line of linesOf(text)) {
    const numbers = numbersOrNull(line);
    const [, keyword, value = ''] = /^([A-Z][A-Z_0-9]*)\s*(?::\s*(.*))?$/iu.exec(line.text) ?? [];
    if (numbers !== null && section !== null) section.rows.push({ line: line.number, numbers });
    else if (keyword?.toUpperCase() === 'EOF') break;
    else if (keyword !== undefined) {
      const entry: Entry = { line: line.number, value: value.replace(/^"(.*)"$/u, '$1'), rows: [] };
      entries.set(keyword.toUpperCase(), entry);
      section = keyword.toUpperCase().endsWith('_SECTION') ? entry : null;
    } else throw new UnreadableFile(`not understood: ${JSON.stringify(line.text.slice(0, 60))}`, line.number);
  }
  return entries;
}
