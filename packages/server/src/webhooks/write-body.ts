/** Writes a payload the way its endpoint reads: JSON, XML or a form. The text is frozen and sent as it is on every try. */
import { writeForm } from './write-form.ts';
import { writeXml } from './write-xml.ts';

export type BodyFormat = 'json' | 'xml' | 'form';
export type Payload = Readonly<Record<string, unknown>>;

export interface WrittenBody {
  readonly contentType: string;
  readonly text: string;
}

/** Dates become ISO 8601 text and `undefined` fields vanish in every format, as JSON has it. */
export function writeBody(format: BodyFormat, payload: Payload): WrittenBody {
  const json = JSON.stringify(payload);
  if (format === 'json') return { contentType: 'application/json', text: json };
  const plain: unknown = JSON.parse(json);
  return format === 'xml'
    ? { contentType: 'application/xml', text: writeXml('notification', plain) }
    : { contentType: 'application/x-www-form-urlencoded', text: writeForm(plain) };
}
