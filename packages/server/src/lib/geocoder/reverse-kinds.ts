/** How Nominatim and Photon are asked what is at a place, and how they say it. */
import { listOf, property, textOf } from './read-answer.ts';
import type { FoundPoint } from './sought-address.ts';

interface ReverseKind {
  /** Path and query of the question; the same for places that lie within some metres. */
  readonly ask: (point: FoundPoint) => string;
  /** Null where the server knows of nothing. */
  readonly read: (answer: unknown) => string | null;
}

/** Four decimals are eleven metres: a vehicle that stands is asked for once. */
const rounded = ({ lat, lng }: FoundPoint) => ({ lat: lat.toFixed(4), lon: lng.toFixed(4) });

/** Whatever a map holds, an address is no longer. */
const mostCharacters = 1000;

export const reverseKinds = {
  nominatim: {
    ask: (point) => `reverse?${new URLSearchParams({ ...rounded(point), format: 'jsonv2' }).toString()}`,
    // in the open sea it answers with an error in words
    read: (answer) => textOf(property(answer, 'display_name'))?.slice(0, mostCharacters) ?? null,
  },
  photon: {
    ask: (point) => `reverse?${new URLSearchParams({ ...rounded(point), limit: '1', lang: 'en' }).toString()}`,
    read(answer) {
      const [first] = listOf(property(answer, 'features'));
      const said = (name: string) => textOf(property(property(first, 'properties'), name));
      const street = [said('street'), said('housenumber')].filter((part) => part !== null).join(' ');
      const parts = [said('name'), street, said('district'), said('city'), said('postcode'), said('state'), said('country')]; // prettier-ignore
      const words = [...new Set(parts.filter((part) => part !== null && part !== ''))];
      return textOf(words.join(', '))?.slice(0, mostCharacters) ?? null;
    },
  },
} as const satisfies Record<'nominatim' | 'photon', ReverseKind>;
