/** Reads a form as browsers send it: application/x-www-form-urlencoded. */

/** Bytes; our forms have a handful of short fields. */
export const mostFormBytes = 8192;

export class BadForm extends Error {
  override readonly name = 'BadForm';
  readonly statusCode = 400;
}

export type Form = ReadonlyMap<string, string>;

/** @throws BadForm when a field stands twice: whoever reads the first and whoever the last would differ. */
export function parseForm(text: string): Form {
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (fields.has(name)) throw new BadForm(`The field ${name} stands twice in the form.`);
    fields.set(name, value);
  }
  return fields;
}
