/** The fonts of a sheet: Noto Sans, in one file for each script, read when a character asks for it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';
import { passMissingAnchors } from './missing-anchors.ts';
import { sfntOf } from './sfnt-of.ts';

export type Weight = 'regular' | 'bold';

export interface Face {
  readonly name: string;
  readonly font: Font;
}

/** Package and subset, in the order in which they are asked; a new script is a new line and its package. */
const subsets = [
  ['noto-sans', 'latin'],
  ['noto-sans', 'latin-ext'],
  ['noto-sans', 'vietnamese'],
  ['noto-sans', 'greek'],
  ['noto-sans', 'greek-ext'],
  ['noto-sans', 'cyrillic'],
  ['noto-sans', 'cyrillic-ext'],
  ['noto-sans', 'devanagari'],
  ['noto-sans-arabic', 'arabic'],
  ['noto-sans-bengali', 'bengali'],
  ['noto-sans-gujarati', 'gujarati'],
  ['noto-sans-gurmukhi', 'gurmukhi'],
  ['noto-sans-kannada', 'kannada'],
  ['noto-sans-malayalam', 'malayalam'],
  ['noto-sans-oriya', 'oriya'],
  ['noto-sans-tamil', 'tamil'],
  ['noto-sans-telugu', 'telugu'],
] as const;

const numbers = { regular: 400, bold: 700 } as const satisfies Record<Weight, number>;
const { resolve } = createRequire(import.meta.url);
const read = new Map<string, Face>();
const found = new Map<string, Face | null>();

function faceOf(family: string, subset: string, weight: Weight): Face {
  const name = `${family}-${subset}-${numbers[weight]}-normal`;
  const known = read.get(name);
  if (known) return known;
  const font = create(sfntOf(readFileSync(resolve(`@fontsource/${family}/files/${name}.woff`))));
  if (!('layout' in font)) throw new Error(`${name} is a collection of fonts.`);
  passMissingAnchors(font);
  const face = { name, font };
  read.set(name, face);
  return face;
}

/** The first face that has the character; null when none has. */
export function faceFor(character: string, weight: Weight): Face | null {
  const key = weight + character;
  const known = found.get(key);
  if (known !== undefined) return known;
  const codePoint = character.codePointAt(0) ?? 0;
  const face = subsets.map(([family, subset]) => () => faceOf(family, subset, weight)).find((open) => has(open(), codePoint))?.() ?? null; // prettier-ignore
  found.set(key, face);
  return face;
}

export function has({ font }: Face, codePoint: number): boolean {
  return font.hasGlyphForCodePoint(codePoint);
}
