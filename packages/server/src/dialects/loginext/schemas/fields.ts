/**
 * Reads one element of a LogiNext request by its table in the document: which fields there are, of what kind, which
 * are mandatory. The same table yields the JSON Schema for the OpenAPI document.
 */
import { Type, type TSchema } from 'typebox';
import { scaleDecimal, toMinor } from '../../../domain/money.ts';

/** What a field holds on the wire, and what it becomes: see `read`. */
export type Kind =
  | 'text'
  | 'integer'
  | 'minutes'
  | 'decimal'
  | 'latitude'
  | 'longitude'
  | 'celsius'
  | 'kg'
  | 'cc'
  | 'money'
  | 'date'
  | 'day'
  | 'flag'
  | 'boolean'
  | 'texts'
  | 'any';

export interface Field<K extends Kind = Kind> {
  readonly kind: K;
  readonly required: boolean;
  /** Characters at most, for texts. */
  readonly max: number;
  /** The field's name in messages, where it is not simply the key in words. */
  readonly label: string | null;
}

export type Fields = Readonly<Record<string, Field>>;

/** kg become grams, cc cubic millimetres, money minor units; dates instants; Y and N booleans; a day stays a text. */
type ValueOf<K extends Kind> = K extends 'text' | 'day'
  ? string
  : K extends 'integer' | 'minutes' | 'decimal' | 'latitude' | 'longitude' | 'celsius' | 'kg' | 'cc' | 'money'
    ? number
    : K extends 'date'
      ? Date
      : K extends 'flag' | 'boolean'
        ? boolean
        : K extends 'texts'
          ? readonly string[]
          : unknown;

/** A field that was not sent, or sent empty, is absent. */
export type Values<F extends Fields> = { readonly [N in keyof F]?: ValueOf<F[N]['kind']> };

/** One fault of one element, in the document's own shape. */
export interface ElementFault {
  readonly key: string;
  readonly message: readonly string[];
}

export interface Reading<F extends Fields> {
  readonly values: Values<F>;
  readonly faults: readonly ElementFault[];
}

export function mandatory<K extends Kind>(kind: K, max = 512, label: string | null = null): Field<K> {
  return { kind, max, label, required: true };
}

export function optional<K extends Kind>(kind: K, max = 512, label: string | null = null): Field<K> {
  return { kind, max, label, required: false };
}

/** ISO 4217's code for no currency: for tables without money. */
export const noCurrency = 'XXX';

/** Reads the fields of the table; keys that it does not name are ignored (later clients send more). */
export function readFields<F extends Fields>(
  element: unknown,
  fields: F,
  currency = noCurrency,
  path = '',
): Reading<F> {
  const values: Record<string, unknown> = {};
  const faults: ElementFault[] = [];
  if (!isRecord(element)) {
    return { values: {}, faults: [{ key: path.replace(/\.$/, ''), message: ['An object is expected.'] }] };
  }
  for (const [name, field] of Object.entries(fields)) {
    const sent = element[name];
    if (sent === undefined || sent === null || sent === '') {
      if (field.required) faults.push({ key: path + name, message: [`${labelOf(name, field)} is mandatory.`] });
      continue;
    }
    const value = read(sent, field, currency);
    if (value === undefined) faults.push({ key: path + name, message: [faultOf(sent, field, labelOf(name, field))] });
    else values[name] = value;
  }
  // each value was read by the kind of its field
  return { values: values as Values<F>, faults };
}

function faultOf(sent: unknown, field: Field, label: string): string {
  const tooLong = field.kind === 'text' && typeof sent === 'string' && sent.length > field.max;
  return tooLong ? `${label} is longer than ${field.max} characters.` : `${label} is invalid`;
}

/** Of anything that is counted: it fits into a database's integer, with room to add. */
const most = 1_000_000_000;
const dayMinutes = 1440;
const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/** @returns undefined for what the kind does not allow. Numbers may come as numeric strings, as the samples send them. */
function read(sent: unknown, { kind, max }: Field, currency: string): unknown {
  switch (kind) {
    case 'text': {
      const text = typeof sent === 'number' ? String(sent) : sent;
      return typeof text === 'string' && text.length <= max ? text : undefined;
    }
    case 'integer':
      return atMost(most, scaled(sent, 0));
    case 'minutes':
      return atMost(dayMinutes, scaled(sent, 0));
    case 'decimal':
      return decimal(sent, 0, most);
    case 'latitude':
      return decimal(sent, -90, 90);
    case 'longitude':
      return decimal(sent, -180, 180);
    case 'celsius':
      return decimal(sent, -273.15, 2000);
    case 'kg':
    case 'cc':
      return whole(scaled(sent, 3));
    case 'money':
      return typeof sent === 'string' || typeof sent === 'number' ? whole(toMinor(sent, currency)) : undefined;
    case 'date':
      return typeof sent === 'string' ? readInstant(sent) : undefined;
    case 'day':
      return typeof sent === 'string' ? readDay(sent) : undefined;
    case 'boolean': {
      const said = typeof sent === 'string' ? sent.toLowerCase() : String(sent);
      return said === 'true' ? true : said === 'false' ? false : undefined;
    }
    case 'flag': {
      const flag = typeof sent === 'string' ? sent.toUpperCase() : sent;
      return flag === 'Y' ? true : flag === 'N' ? false : undefined;
    }
    case 'texts':
      return readTexts(sent);
    case 'any':
      return sent;
  }
}

function scaled(sent: unknown, places: number): number | null {
  return typeof sent === 'string' || typeof sent === 'number' ? scaleDecimal(sent, places) : null;
}

function decimal(sent: unknown, least: number, most: number): number | undefined {
  const number = typeof sent === 'string' && sent.trim() !== '' ? Number(sent) : sent;
  return typeof number === 'number' && number >= least && number <= most ? number : undefined;
}

function atMost(limit: number, value: number | null): number | undefined {
  return value !== null && value > limit ? undefined : whole(value);
}

function whole(value: number | null): number | undefined {
  return value !== null && value >= 0 ? value : undefined;
}

/** A list of texts, or one text with commas. */
function readTexts(sent: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = typeof sent === 'string' ? sent.split(',') : Array.isArray(sent) ? sent : [null];
  const texts = list.flatMap((one) => (typeof one === 'string' ? [one.trim()] : []));
  return texts.length === list.length && texts.every((one) => one.length <= 255) ? texts : undefined;
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:?\d{2})$/;

/** An ISO 8601 instant with or without milliseconds, of this age: timetables are reckoned from it. */
export function readInstant(text: string): Date | undefined {
  if (!instant.test(text)) return undefined;
  const date = new Date(text);
  // false for what is no date too
  return date.getTime() >= earliest && date.getTime() <= latest ? date : undefined;
}

/** `yyyy-MM-dd`, also out of an instant; people are born before the year from which instants are taken. */
function readDay(text: string): string | undefined {
  const day = text.slice(0, 10);
  if (!/^(?:19|20|21)\d{2}-\d{2}-\d{2}$/.test(day) || (text !== day && !instant.test(text))) return undefined;
  const date = new Date(`${day}T00:00:00Z`);
  // February has no 30th: the date would be another
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : undefined;
}

function labelOf(name: string, { label }: Field): string {
  return label ?? inWords(name);
}

/** `deliverPinCode` is "Deliver pin code". */
function inWords(name: string): string {
  const words = name.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const numeric = (schema: TSchema, description?: string) =>
  Type.Union([schema, Type.String()], description === undefined ? {} : { description });
const positive = Type.Number({ minimum: 0 });

const wireType = {
  text: (max: number) => Type.Union([Type.String({ maxLength: max }), Type.Number()]),
  integer: () => numeric(Type.Integer({ minimum: 0, maximum: most })),
  minutes: () => numeric(Type.Integer({ minimum: 0, maximum: dayMinutes })),
  decimal: () => numeric(Type.Number({ minimum: 0, maximum: most })),
  latitude: () => numeric(Type.Number({ minimum: -90, maximum: 90 }), 'degrees'),
  longitude: () => numeric(Type.Number({ minimum: -180, maximum: 180 }), 'degrees'),
  celsius: () => numeric(Type.Number({ minimum: -273.15, maximum: 2000 }), 'degrees Celsius'),
  kg: () => numeric(positive, 'kg, three decimals'),
  cc: () => numeric(positive, 'cc, three decimals'),
  money: () => numeric(positive, "in the account's currency"),
  date: () => Type.String({ description: 'UTC, ISO 8601: 2016-07-01T11:18:00.000Z' }),
  day: () => Type.String({ description: 'yyyy-MM-dd' }),
  flag: () => Type.String({ description: 'Y or N' }),
  boolean: () => Type.Union([Type.Boolean(), Type.String()]),
  texts: () => Type.Union([Type.Array(Type.String()), Type.String()]),
  any: () => Type.Unknown(),
} as const satisfies Record<Kind, (max: number) => TSchema>;

/**
 * The table as JSON Schema, for the document only: elements are judged by `readFields`, each with its own answer, so
 * the schema that guards the route asks for no more than a list.
 * @param inside what the fields of kind `any` hold
 */
export function describeFields(fields: Fields, inside: Readonly<Record<string, TSchema>> = {}): TSchema {
  const properties = Object.entries(fields).map(([name, { kind, max, required }]) => {
    const schema: TSchema = inside[name] ?? wireType[kind](max);
    return [name, required ? schema : Type.Optional(schema)] as const;
  });
  return Type.Object(Object.fromEntries(properties), { additionalProperties: true });
}
