/** Makes multipart forms for a schema: pictures, garbage under the name of pictures, broken boundaries, odd parts. */
import fc from 'fast-check';
import { asJson, type Json } from './json.ts';
import { oddTexts, toText } from './mutations.ts';
import { valuesOf, type Around } from './schema-values.ts';

/** A whole PNG of one pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
).toString('latin1');

const files = fc.oneof(
  { weight: 5, arbitrary: fc.constant(png) },
  { weight: 1, arbitrary: fc.nat(60).map((length) => png.slice(0, length)) },
  { weight: 1, arbitrary: fc.constantFrom('', 'GIF89a', '<svg onload="x"/>', '%PDF-1.7', '\xff\xd8\xff', 'x'.repeat(20_000)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes).toString('latin1')) },
); // prettier-ignore

const fileNames = fc.constantFrom(
  'a.png',
  '../../etc/passwd',
  'a\\b.png',
  '',
  'x'.repeat(300),
  'ü.jpg',
  'a";b.png',
  '%00',
);

type Part = { name: string; text: string; file: string | null };

export function forms(schema: Json, around: Around) {
  const properties = Object.entries(asJson(schema['properties']));
  const fields = properties.map(([name, described]): fc.Arbitrary<Part[]> => {
    const property = asJson(described);
    const required = Array.isArray(schema['required']) && schema['required'].includes(name);
    const one = property['type'] === 'array' ? fileParts(name) : textParts(name, property, around);
    return fc.oneof({ weight: required ? 9 : 1, arbitrary: one }, { weight: 1, arbitrary: fc.constant<Part[]>([]) });
  });
  const extra = fc.oneof({ weight: 6, arbitrary: fc.constant<Part[]>([]) }, { weight: 1, arbitrary: oddParts });
  return fc
    .tuple(fc.tuple(...fields, extra), fc.constantFrom('b0undary', 'b0undary', 'b0undary', 'x y', "b'()+_,-./:=?"), ending)
    .map(([parts, boundary, end]) => {
      const text = parts.flat().map((part) => toPart(part, boundary)).join('') + end(boundary);
      const headers = { 'content-type': `multipart/form-data; boundary="${boundary}"` };
      return { text, headers, encoding: 'latin1' as const };
    });
} // prettier-ignore

function fileParts(name: string): fc.Arbitrary<Part[]> {
  return fc.array(fc.record({ name: fc.constant(name), text: files, file: fileNames }), {
    minLength: 1,
    maxLength: 12,
  });
}

function textParts(name: string, schema: Json, around: Around): fc.Arbitrary<Part[]> {
  const right = valuesOf(schema, { ...around, name }).map((value) =>
    typeof value === 'string' ? value : toText(value),
  );
  const text = fc.oneof({ weight: 5, arbitrary: right }, { weight: 1, arbitrary: oddTexts });
  return text.map((value) => [{ name, text: toBytes(value), file: null }]);
}

const oddParts: fc.Arbitrary<Part[]> = fc.array(
  fc.record({
    name: fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'leg', 'photo', 'x', '', 'a'.repeat(200)),
    text: fc.oneof(oddTexts.map(toBytes), fc.constant('x'.repeat(20_000))),
    file: fc.oneof(fc.constant(null), fileNames),
  }),
  { minLength: 1, maxLength: 25 },
); // prettier-ignore

/** Mostly the right one. */
const ending = fc.oneof(
  { weight: 12, arbitrary: fc.constant((boundary: string) => `--${boundary}--\r\n`) },
  { weight: 1, arbitrary: fc.constant(() => '') },
  { weight: 1, arbitrary: fc.constant(() => '--other--\r\n') },
  { weight: 1, arbitrary: fc.constant((boundary: string) => `--${boundary}\r\nContent-Disp`) },
);

function toPart({ name, text, file }: Part, boundary: string): string {
  const fileName = file === null ? '' : `; filename="${toBytes(file)}"\r\nContent-Type: image/png`;
  return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${fileName}\r\n\r\n${text}\r\n`;
}

function toBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}
