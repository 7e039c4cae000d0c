/** Reads the fields that all lists share: page, search and dates. Numbers come as texts, too. Pure. */
import { invalid } from '../../domain/errors.ts';
import { readDate, type Span } from './read-date.ts';

export type Body = Readonly<Record<string, unknown>>;

export interface PageSizes {
  /** Without a word. */
  readonly usual: number;
  /** A larger page is cut to this, and said to be. */
  readonly most: number;
}
const pageSizes: PageSizes = { usual: 20, most: 100 };
const longestSearch = 255;

export interface PageRequest {
  readonly search: string | null;
  readonly from: Date | null;
  readonly until: Date | null;
  readonly page: number;
  readonly size: number;
}

/** @throws DomainError `invalid_input` for what is no page, no date, or a span that ends before it begins */
export function readPage(body: Body, timeZone: string, { usual, most } = pageSizes): PageRequest {
  const from = readSpan('from', body['created_date_from'], timeZone)?.from ?? null;
  const until = readSpan('until', body['created_date_to'], timeZone)?.until ?? null;
  if (from !== null && until !== null && from >= until)
    throw invalid('until', 'It must not lie before created_date_from.');
  return {
    search: readSearch(body['search_text']),
    from,
    until,
    page: readCount('page', body['current_page']) ?? 1,
    size: Math.min(readCount('size', body['page_size']) ?? usual, most),
  };
}

/** Null and an empty text say nothing. */
export function isUnsaid(value: unknown): value is null | undefined | '' {
  return value === null || value === undefined || value === '';
}

function readCount(path: string, value: unknown): number | null {
  if (isUnsaid(value)) return null;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^\s*[1-9]\d{0,8}\s*$/.test(text))
    throw invalid(path, 'It must be a whole number from 1 to 999999999.');
  return Number(text);
}

function readSearch(value: unknown): string | null {
  if (isUnsaid(value)) return null;
  if (typeof value !== 'string' && typeof value !== 'number') throw invalid('search', 'It must be a text.');
  const text = String(value);
  if (text.length > longestSearch) throw invalid('search', `It may have ${longestSearch} characters at most.`);
  return text;
}

function readSpan(path: string, value: unknown, timeZone: string): Span | null {
  if (isUnsaid(value)) return null;
  const span = typeof value === 'string' ? readDate(value.trim(), timeZone) : null;
  if (span === null) throw invalid(path, 'It must be a day, as yyyy-MM-dd or D-M-YYYY, perhaps with a time, h:mm AM.');
  return span;
}
