/** Says in our own words what libxml2 found against a schema: the field and the rule, never the value. */

/** `{urn:x}name` or `name`; what a sender calls an element may be long. */
const bare = (name: string): string => name.replace(/^\{[^}]*\}/, '').slice(0, 100);

/** Names in the schema, as libxml2 lists them: `( {urn:x}a, {urn:x}b )`. */
const listed = (names: string): string => names.split(',').map((name) => bare(name.trim())).join(' or '); // prettier-ignore

const facets: Readonly<Record<string, string>> = {
  enumeration: 'is none of the documented values',
  maxLength: 'is too long',
  minLength: 'is too short',
  length: 'has the wrong length',
  pattern: 'does not have the documented form',
  minInclusive: 'is too small',
  minExclusive: 'is too small',
  maxInclusive: 'is too large',
  maxExclusive: 'is too large',
  fractionDigits: 'has too many decimal places',
  totalDigits: 'has too many digits',
};

/** What follows the element's name, and our words for it: the first that fits speaks. */
const sentences: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/^\[facet '(\w+)'\]/, (facet) => facets[facet] ?? 'breaks a rule of the schema'],
  [/^'.*' is not a valid value of the [\w ]*type '([^']+)'\.$/s, (type) => `is not a valid ${bare(type)}`],
  [/^Missing child element\(s\)\. Expected is (?:one of )?\( (.+?) \)/, (names) => `lacks ${listed(names)}`],
  [/^Missing child element/, () => 'lacks an element'],
  [/^This element is not expected\. Expected is (?:one of )?\( (.+?) \)/, (names) => `stands where ${listed(names)} should`], // prettier-ignore
  [/^This element is not expected/, () => 'is not expected here'],
  [/^No matching global (?:element )?declaration/, () => 'is not described by the schema'],
  [/^The attribute '([^']+)' is not allowed/, (name) => `may not have the attribute ${bare(name)}`],
  [/^(?:Element|Character) content .*is not allowed/, () => 'may not hold that content'],
  [/^The element is not 'nillable'/, () => 'may not be nil'],
];

/** @param message of libxml2, such as `Element '{urn:x}a': This element is not expected.` */
export function schemaWords(message: string): string {
  const prefix = /^Element '([^']+)'(?:, attribute '([^']+)')?: /.exec(message);
  const rest = message.slice(prefix?.[0].length ?? 0).trim();
  const [, element = null, attribute = null] = prefix ?? [];
  const subject =
    element === null ? 'The document' : bare(element) + (attribute === null ? '' : `/@${bare(attribute)}`);
  for (const [pattern, say] of sentences) {
    const match = pattern.exec(rest);
    if (match) return `${subject} ${say(match[1] ?? '')}.`;
  }
  return `${subject} is not as the schema describes it.`;
}
