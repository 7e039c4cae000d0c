/** Writes plain JSON data as a form, nested fields by their path: `crates[0][code]=A1`. */

/** @param value what JSON.parse yields. */
export function writeForm(value: unknown): string {
  const form = new URLSearchParams();
  for (const [path, text] of pairs('', value)) form.append(path, text);
  return form.toString();
}

function* pairs(path: string, value: unknown): Generator<[path: string, text: string]> {
  if (value === null) {
    yield [path, ''];
  } else if (typeof value === 'object') {
    for (const [key, field] of Object.entries(value)) yield* pairs(path === '' ? key : `${path}[${key}]`, field);
  } else {
    yield [path, typeof value === 'string' ? value : JSON.stringify(value)];
  }
}
