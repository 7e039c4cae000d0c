/**
 * What a partner's word for a country or state means. The document prints tables of codes, its samples send names, and
 * many systems know ISO 3166: all three are understood. Pure; what is stored and told again is the word as it was sent.
 */
import { iso31661, iso31662 } from 'iso-3166';
import type { CountryTable } from '../../../domain/account/account.ts';
import { foldName } from '../../../lib/fold-name.ts';
import { printedCountries } from './printed-countries.ts';
import { printedStates, type StateRows } from './printed-states.ts';

/** ISO 3166-1 alpha-2. */
type Alpha2 = string;

/** Rows whose printed code is not the ISO one: what their name means. */
const ofPrintedName: Readonly<Record<string, Alpha2>> = {
  ALBANIA: 'AL',
  ALGERIA: 'DZ',
  'EAST TIMOR': 'TL',
  ETHIOPIA: 'ET',
  'FRANCE, METROPOLITAN': 'FR',
  // no longer a country, and not one of those that came after it
  'NETHERLANDS ANTILLES': 'AN',
  ROMANIA: 'RO',
  'UNITED ARAB EMIRATES': 'AE',
};

/** The printed codes that mean another country in ISO 3166. */
const of2017 = new Map<string, Alpha2>([
  ['afg', 'AL'],
  ['alb', 'DZ'],
]);

/** Codes of the document's later versions, and of ISO in earlier years. */
const otherCountryCodes: readonly (readonly [code: string, Alpha2])[] = [['UAE', 'AE']];
const otherStateCodes: Readonly<Record<Alpha2, StateRows>> = {
  IN: [
    ['Chhattisgarh', 'CT'],
    ['Telangana', 'TG'],
  ],
};

/** Three letters as printed, and the broken text that follows them there, in whatever encoding it arrives. */
const brokenEthiopia = /^eth[^\p{ASCII}]*$/iu;

/** Codes are compared as they are but for case and blanks around them, names without their accents too. */
class Words {
  readonly #codes: ReadonlyMap<string, string>;
  readonly #names: ReadonlyMap<string, string>;

  /** Of a word that is there twice, the later meaning counts. */
  constructor(codes: readonly Meaning[], names: readonly Meaning[]) {
    this.#codes = new Map(codes.map(([code, meaning]) => [foldCode(code), meaning]));
    this.#names = new Map(names.map(([name, meaning]) => [foldName(name), meaning]));
  }

  meaningOf(word: string): string | undefined {
    return this.#codes.get(foldCode(word)) ?? this.#names.get(foldName(word));
  }
}

type Meaning = readonly [word: string, meaning: string];

const foldCode = (code: string) => code.trim().toLowerCase();

/** Made at the first word that is asked for: whoever sends no addresses need not wait for them at the start. */
let countryWords: Words | undefined;

function makeCountryWords(): Words {
  const alpha2OfAlpha3 = new Map(iso31661.map(({ alpha2, alpha3 }) => [alpha3, alpha2]));
  const printed = printedCountries.flatMap(([name, code]) => {
    const alpha2 = ofPrintedName[name] ?? alpha2OfAlpha3.get(code);
    return alpha2 === undefined ? [] : [{ name, code, alpha2 }];
  });
  return new Words(
    [
      ...printed.map(({ code, alpha2 }): Meaning => [code, alpha2]),
      ...otherCountryCodes,
      ...iso31661.flatMap(({ alpha2, alpha3 }): Meaning[] => [[alpha2, alpha2], [alpha3, alpha2]]),
    ],
    [
      ...iso31661.map(({ name, alpha2 }): Meaning => [name, alpha2]),
      ...printed.map(({ name, alpha2 }): Meaning => [name, alpha2]),
    ],
  ); // prettier-ignore
}

/**
 * @param table what AFG and ALB mean: their countries in ISO 3166, or those beside which the document of 2017 prints them
 * @returns the country's ISO 3166-1 alpha-2 code; null for a word that is in no table
 */
export function countryOf(word: string, table: CountryTable): Alpha2 | null {
  const printed = table === '2017' ? of2017.get(foldCode(word)) : undefined;
  countryWords ??= makeCountryWords();
  return printed ?? countryWords.meaningOf(word) ?? (brokenEthiopia.test(word.trim()) ? 'ET' : null);
}

const stateWords = new Map<Alpha2, Words>();

/** The names of a country's states by each word that means one. */
function stateWordsOf(alpha2: Alpha2): Words {
  const made = stateWords.get(alpha2) ?? makeStateWords(alpha2, printedStates[alpha2] ?? []);
  stateWords.set(alpha2, made);
  return made;
}

function makeStateWords(alpha2: Alpha2, rows: StateRows): Words {
  const subdivisions = iso31662.filter(({ code }) => code.startsWith(`${alpha2}-`));
  const isoCodes = subdivisions.flatMap(({ code, name }): Meaning[] => [[code.slice(3), name], [code, name]]); // prettier-ignore
  // the document's code counts before ISO's: partners copied it from here, beside this name
  const printed = [...(otherStateCodes[alpha2] ?? []), ...rows].map(([name, code]): Meaning => [code, name]);
  const names = [...subdivisions, ...rows.map(([name]) => ({ name }))];
  return new Words([...isoCodes, ...printed], names.map(({ name }): Meaning => [name, name])); // prettier-ignore
}

/** Only where the document prints the states of a country can it be said that a word is none of them. */
export function isKnownState(word: string, country: Alpha2): boolean {
  return printedStates[country] === undefined || stateWordsOf(country).meaningOf(word) !== undefined;
}

/** The state's name; the word itself where nobody knows it. */
export function stateNameOf(word: string, country: Alpha2): string {
  return stateWordsOf(country).meaningOf(word) ?? word;
}
