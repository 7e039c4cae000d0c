/** Makes requests to an operation: most of them nearly right, some of them garbage. */
import fc from 'fast-check';
import type { Operation, Parameter } from './document.ts';
import { asJson } from './json.ts';
import { forms } from './multipart.ts';
import { breakText, mutate, mutations, oddTexts, toText } from './mutations.ts';
import { valuesOf } from './schema-values.ts';
import { idOf, wordFor } from './words.ts';

/** One request, as text: what the house puts in later are ids, `{{own.trips.1}}`, and who asks. */
export interface FuzzRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `latin1`: each character is one byte. */
  readonly body: { readonly text: string; readonly encoding: 'utf8' | 'latin1' } | null;
}

export function requestsTo(operation: Operation): fc.Arbitrary<FuzzRequest> {
  return fc
    .record({
      path: pathOf(operation),
      query: queryOf(operation),
      headers: headersOf(operation),
      body: operation.body ? bodyOf(operation, operation.body) : fc.constant(null),
    })
    .map(({ path, query, headers, body }) => ({
      method: operation.method,
      url: query === '' ? path : `${path}?${query}`,
      headers: { ...body?.headers, ...headers },
      body: body && { text: body.text, encoding: body.encoding },
    }));
}

function pathOf({ path, id: operation }: Operation): fc.Arbitrary<string> {
  if (!path.includes('{')) return fc.constant(path);
  const odd = oddTexts.map((text) => encode(text).slice(0, 480) || 'x');
  const broken = fc.constantFrom('%', '%ff', '%00', '..%2f..%2fetc%2fpasswd', '%252e', 'x'.repeat(501), 'A'.repeat(36));
  const right = ((path.startsWith('/loginext/') && wordFor('reference', operation)) || idOf(unsaid)).map((id) => withIds(path, id)); // prettier-ignore
  // one parameter is spoilt, the others stay right
  const spoilt = fc
    .tuple(right, fc.nat(5), fc.oneof(odd, broken))
    .map(([url, nth, text]) => spoil(path, url, nth, text));
  return fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: spoilt });
}

/** Stands for the kind of an id until its place in the path is known. */
const unsaid = 'unsaid';

/** Each parameter names what its segment says; of one index, so that what belongs together is asked for together. */
function withIds(path: string, id: string): string {
  const segments = path.split('/');
  return segments.map((segment, index) => (segment.startsWith('{') ? id.replace(unsaid, segments[index - 1] ?? '') : segment)).join('/'); // prettier-ignore
}

function spoil(path: string, url: string, nth: number, text: string): string {
  const places = path.split('/').flatMap((segment, index) => (segment.startsWith('{') ? [index] : []));
  const place = places[nth % places.length];
  return url.split('/').map((segment, index) => (index === place ? text : segment)).join('/'); // prettier-ignore
}

function queryOf(operation: Operation): fc.Arbitrary<string> {
  const known = operation.parameters.filter((one) => one.in === 'query');
  const model = Object.fromEntries(known.map((one) => [one.name, parameterValue(operation, one)]));
  const right = fc.tuple(fc.record(model), fc.oneof(fc.constant(known.map(({ name }) => name)), fc.subarray(known.map(({ name }) => name))))
    .map(([values, chosen]) => chosen.map((name) => `${name}=${encode(String(values[name]))}`).join('&')); // prettier-ignore
  const name = fc.constantFrom(...known.map((one) => one.name), 'x', '__proto__', 'limit', 'cursor[]', 'a.b');
  const odd = fc.tuple(name, oddTexts).map(([key, text]) => `${key}=${encode(text)}`);
  const broken = fc.constantFrom('%', '&&&', '=', 'limit=1&limit=2', 'limit=%ff', 'cursor=%00', 'x'.repeat(5000));
  return fc.oneof(
    { weight: 30, arbitrary: right },
    { weight: 2, arbitrary: fc.tuple(right, odd).map((both) => both.join('&')) },
    { weight: 1, arbitrary: broken },
  );
}

function parameterValue(operation: Operation, { name, schema }: Parameter): fc.Arbitrary<unknown> {
  const around = { components: operation.components, operation: operation.id, name };
  return fc.oneof({ weight: 6, arbitrary: valuesOf(schema, around) }, { weight: 1, arbitrary: oddTexts });
}

const keys = fc.oneof(
  fc.constantFrom('key-1', 'key-2', '"key-1"', '"', '', ' ', 'x'.repeat(255), 'x'.repeat(256), '\u00e9', '"a\\"b"'),
  fc.string({ maxLength: 20 }).map(toLatin),
);

function headersOf({ method }: Operation): fc.Arbitrary<Record<string, string>> {
  const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary }); // prettier-ignore
  return fc
    .record({
      'idempotency-key': method === 'GET' ? fc.constant(undefined) : rarely(keys),
      'if-match': rarely(fc.constantFrom('"1"', '*', '1', 'W/"1"', '"0"', '"999999999"', '""', '"1", "2"')),
      'if-none-match': rarely(fc.constantFrom('*', '"x"')),
      accept: rarely(fc.constantFrom('application/xml', '*/*;q=0', 'x')),
      'content-type': fc.oneof({ weight: 50, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-16', 'application/xml', 'x', '', 'multipart/form-data') }),
      'x-forwarded-for': rarely(fc.constantFrom('::1', "'; --")),
      'content-encoding': fc.oneof({ weight: 40, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constant('gzip') }),
    })
    .map((headers) => Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])))); // prettier-ignore
}

type Body = { text: string; encoding: 'utf8' | 'latin1'; headers: Record<string, string> };

function bodyOf(operation: Operation, { contentType, schema }: NonNullable<Operation['body']>): fc.Arbitrary<Body> {
  const around = { components: operation.components, operation: operation.id, name: '' };
  if (contentType === 'multipart/form-data') return forms(asJson(schema), around);
  const headers = { 'content-type': contentType };
  return fc
    .tuple(valuesOf(schema, around), mutations, breakText)
    .map(([value, changes, broken]) => ({ text: broken(toText(changes.reduce(mutate, value))), encoding: 'utf8', headers }));
} // prettier-ignore

/** Text in a URL; half a surrogate pair has no encoding. Ids that the house puts in stay readable. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(/%7B%7B([\w.-]+)%7D%7D/g, '{{$1}}');
}

/** What a header can carry. */
function toLatin(text: string): string {
  return text.replaceAll(/[^\x20-\x7e\xa0-\xff]/g, '?');
}
