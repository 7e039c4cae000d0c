/** What is no e-mail address, in the words of later documents. */
import type { ElementFault } from './schemas/fields.ts';

/** A fault for each of the keys whose value has not even the form of an address. */
export function emailFaults<K extends string>(
  values: { readonly [key in K]?: string | undefined },
  ...keys: readonly K[]
): readonly ElementFault[] {
  const faulty = keys.filter((key) => !/^[^\s@]+@[^\s@]+$/.test(values[key] ?? 'no@address'));
  return faulty.map((key) => ({ key, message: ['Invalid Email'] }));
}
