/**
 * Answers lists element by element, as the spec decides: all good is the success of the table; some good the same with
 * `hasError` and a null in the place of each that failed; none good the first one's refusal.
 */
import { DomainError } from '../../domain/errors.ts';
import { ElementRefused, toElementRefused, type Envelope, type Words } from './errors.ts';
import type { ElementErrors } from './schemas/envelope.ts';

export interface Answered<T> {
  /** Aligned with the request; null where the element was refused. */
  readonly results: readonly (T | null)[];
  readonly refusals: ReadonlyMap<number, ElementRefused>;
}

/** The elements of a body that should be a list; a single object stands for a list of one. */
export function elementsOf(body: unknown, most: number): readonly unknown[] {
  const elements: readonly unknown[] = Array.isArray(body) ? body : [body];
  if (elements.length === 0) throw new DomainError('invalid_input', 'The list is empty.');
  if (elements.length > most)
    throw new DomainError('invalid_input', `At most ${most} records are allowed in a request.`);
  return elements;
}

/**
 * Treats each element on its own, one after the other, so that the answers of repeated elements are settled.
 * @param key the field to blame when the core names none
 * @throws whatever is not a refusal
 */
export async function eachElement<E, T>(
  elements: readonly E[],
  key: string,
  treat: (element: E) => Promise<T>,
  words?: Words,
): Promise<Answered<T>> {
  const results: (T | null)[] = [];
  const refusals = new Map<number, ElementRefused>();
  for (const [index, element] of elements.entries()) {
    try {
      results.push(await treat(element));
    } catch (error) {
      refusals.set(index, toElementRefused(error, key, words));
      results.push(null);
    }
  }
  return { results, refusals };
}

/** The envelope of a list, given that of full success. */
export function listEnvelope(
  success: Omit<Envelope, 'hasError' | 'error'>,
  { results, refusals }: Answered<unknown>,
): Envelope {
  const [first] = refusals.values();
  if (!first) return { ...success, hasError: false };
  const error = errorMap(refusals);
  const noneGood = refusals.size === results.length;
  if (!noneGood) return { ...success, error, hasError: true };
  const { referenceId } = success;
  return {
    status: first.status,
    message: first.message,
    ...(referenceId !== undefined && { referenceId: null }),
    data: null,
    error,
    hasError: true,
  };
}

function errorMap(refusals: ReadonlyMap<number, ElementRefused>): ElementErrors {
  const entries = [...refusals].map(([index, { faults }]) => [
    String(index),
    faults.map(({ key, message }) => ({ key, message: [...message] })),
  ]);
  return Object.fromEntries(entries) as ElementErrors;
}
