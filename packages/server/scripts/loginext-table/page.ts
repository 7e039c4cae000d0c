/** Writes the tables of LogiNext's README: what the document lists, where it is served, and the test that replays it. */

import { basename, join, relative } from 'node:path';
import { format } from 'prettier';
import {
  notYet,
  operations,
  webhooks,
  type DocumentedOperation,
  type DocumentedWebhook,
  type Method,
} from '../../src/dialects/loginext/documented.ts';

const server = join(import.meta.dirname, '..', '..');
const home = join(server, 'src', 'dialects', 'loginext');
export const readme = join(home, 'README.md');

type Entry = DocumentedOperation | DocumentedWebhook;
type Tests = ReadonlyMap<string, readonly string[]>;

/** The operation as it is mounted: `GET /VehicleApp/haul/v1/:reference_id`, whatever the parameter is called. */
export const routeKey = (route: string): string => route.replaceAll(/:\w+/g, ':');
export const methodsOf = ({ method, also = [] }: DocumentedOperation): readonly Method[] => [method, ...also];
export const routesOf = (one: DocumentedOperation): readonly string[] =>
  methodsOf(one).map((method) => `${method} ${one.path}`);
export const isMounted = (one: DocumentedOperation, mounted: readonly string[]): boolean => {
  const keys = new Set(mounted.map(routeKey));
  return routesOf(one).every((route) => keys.has(routeKey(route)));
};

const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const notServed = 'not yet';

const linksTo = (files: readonly string[]): string =>
  files
    .map((file) => `[${basename(file, '.test.ts')}](${relative(home, join(server, file)).replace(/^(?!\.)/, './')})`)
    .join(', ');

/** How far the body is that of the sample. */
function bodyOf({ instead, decided = [], differs = [], request, reordered }: Entry): string {
  if (instead !== undefined) return instead;
  const added = decided.length > 0 ? ` + decided key ${decided.map((key) => `\`${key}\``).join(', ')}` : '';
  return `sample${added}${differs.length > 0 || request || reordered ? ', but see below' : ''}`;
}

/** What the column of bodies has no room for. */
function remarkOn({ name, differs = [], request, reordered }: Entry, number: string): readonly string[] {
  const because = [...Map.groupBy(differs, (one) => one.because)].map(([reason, those]) => {
    const keys = new Set(those.map(({ at }) => `\`${at.replaceAll(/\.\d+/g, '[]')}\``));
    return `${[...keys].join(', ')}: ${reason}`;
  });
  const other = reordered ? [`the keys in another order: ${reordered}`] : [];
  const remarks = [...(request ? [`the request ${request}`] : []), ...because, ...other];
  return remarks.length > 0 ? [`- ${number} ${name}: ${remarks.join('; ')}.`] : [];
}

const numberOf = ({ id }: Entry): string => (id.startsWith('LXP') ? 'later' : id.slice(2));

function operationRow(one: DocumentedOperation, mounted: readonly string[], tests: Tests): string {
  const waits = notYet.includes(one.id) || !isMounted(one, mounted);
  const [where, body] = waits ? [notServed, ''] : [linksTo(tests.get(one.id) ?? []), bodyOf(one)];
  return row(numberOf(one), one.name, methodsOf(one).join(', '), `\`${one.path}\``, where, body);
}

function webhookRow(one: DocumentedWebhook, tests: Tests): string {
  const [where, body] = notYet.includes(one.id) ? [notServed, ''] : [linksTo(tests.get(one.id) ?? []), bodyOf(one)];
  return row(numberOf(one), one.name, `\`${one.webhook}\``, where, body);
}

const remarks = (list: readonly Entry[]) =>
  list.filter(({ id }) => !notYet.includes(id)).flatMap((one) => remarkOn(one, numberOf(one)));

/**
 * The README with its tables made anew; what stands around the markers stays.
 * @param mounted routes without the dialect's prefix
 * @param tests test files, by id
 * @throws Error without the markers
 */
export async function withTables(text: string, mounted: readonly string[], tests: Tests): Promise<string> {
  const operationTable = [
    row('#', 'operation', 'method', 'route', 'test', 'body'),
    '|---|---|---|---|---|---|',
    ...operations.map((one) => operationRow(one, mounted, tests)),
    '',
    ...remarks(operations),
  ];
  const webhookTable = [
    row('#', 'webhook', 'name', 'test', 'body'),
    '|---|---|---|---|---|',
    ...webhooks.map((one) => webhookRow(one, tests)),
    '',
    ...remarks(webhooks),
  ];
  const filled = fill(fill(text, 'operations', operationTable), 'webhooks', webhookTable);
  return format(filled, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' });
}

function fill(text: string, name: string, table: readonly string[]): string {
  const [begin, end] = [`<!-- ${name}: made by npm run docs:loginext -->`, `<!-- end of ${name} -->`];
  const [first, last] = [text.indexOf(begin), text.indexOf(end)];
  if (first < 0 || last < first) throw new Error(`The README has no markers for ${name}.`);
  return `${text.slice(0, first + begin.length)}\n\n${table.join('\n')}\n\n${text.slice(last)}`;
}
