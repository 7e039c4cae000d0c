/** Judges the country and the state of an address by the tables: both are optional here, other rules say when they must be. */
import { defaultSettings, type CountryTable } from '../../../domain/account/account.ts';
import type { ElementFault } from '../schemas/fields.ts';
import { countryOf, isKnownState } from './lookup.ts';

/** Which of the two countries AFG and ALB mean decides about no fault: neither has a table of states. */
const anyTable: CountryTable = defaultSettings.countryTable;

/** A word with the field that held it and that field's name in messages. */
export interface Coded {
  readonly word: string | undefined;
  readonly key: string;
  readonly label: string;
}

/** Without a known country nothing can be said about the state, so that only the country is at fault. */
export function codeFaults(country: Coded, state: Coded): readonly ElementFault[] {
  const alpha2 = country.word === undefined ? null : countryOf(country.word, anyTable);
  if (alpha2 === null) return country.word === undefined ? [] : [faultOf(country)];
  return state.word === undefined || isKnownState(state.word, alpha2) ? [] : [faultOf(state)];
}

function faultOf({ key, label }: Coded): ElementFault {
  return { key, message: [`${label} is invalid`] };
}
