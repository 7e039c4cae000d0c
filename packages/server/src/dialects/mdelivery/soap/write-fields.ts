/** Writes the JSON of an operation as XML: the same names in the same order, a list as one element after another. */
import { element, type Xml } from '../../../lib/xml/write-element.ts';

export type Field = string | number | boolean | Fields | readonly Fields[];
export interface Fields {
  readonly [name: string]: Field | undefined;
}

/** What is undefined is left out. */
export function writeFields(fields: Fields): readonly Xml[] {
  return Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : writeField(name, value)));
}

function writeField(name: string, value: Field): readonly Xml[] {
  if (isList(value)) return value.flatMap((one) => writeField(name, one));
  return [element(name, {}, typeof value === 'object' ? writeFields(value) : String(value))];
}

const isList = (value: Field): value is readonly Fields[] => Array.isArray(value);
