/** How a number was written in a JSON body: `15000.0` and `15000` are one value, and two texts. */

/** The second half of https://github.com/tc39/proposal-json-parse-with-source, which the runtime has. */
type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** @param json valid JSON. @returns the text of a number at the top level, of the last one when the name comes twice; null: there is none */
export function numberLiteral(json: string, name: string): string | null {
  const literals = new Map<unknown, string>();
  let root: unknown = null;
  const note: Reviver = function (key, value, { source }) {
    // called for the fields of an object before the object itself, with the object as `this`
    if (key === name && typeof value === 'number' && source !== undefined) literals.set(this, source);
    else if (key === name) literals.delete(this);
    if (key === '') root = value;
    return value;
  };
  JSON.parse(json, note as (key: string, value: unknown) => unknown);
  return literals.get(root) ?? null;
}
