/** Reads a JSON body and refuses what the rest of the house could only misunderstand. */

import { isUtf8 } from 'node:buffer';
import { DomainError, invalid } from '../domain/errors.ts';

/** Levels of objects and arrays; the partners' own bodies have five at most. */
const deepest = 32;

const byteOrderMark = '\uFEFF';

/** An empty body is no body: whether one is needed is the route's schema's to say. */
export const parseStrictJson = (body: Buffer): unknown => {
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw new DomainError('invalid_input', 'The body is not UTF-8 text.');
  const text = body.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith(byteOrderMark) ? text.slice(1) : text);
  } catch {
    // The engine's message quotes the body, and with it whatever secret stands there.
    throw new DomainError('invalid_input', 'The body is not valid JSON.');
  }
  check(value, []);
  return value;
};

/** The way to the value under the finger; one list for the whole walk, because this runs for every request. */
type Path = (string | number)[];

const check = (value: unknown, path: Path) => {
  if (typeof value === 'string') return checkText(value, path);
  if (typeof value === 'number') return checkNumber(value, path);
  if (typeof value !== 'object' || value === null) return;
  if (path.length >= deepest) throw refusal(path, `The body is nested deeper than ${deepest} levels.`);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) enter(value[index], index, path);
    return;
  }
  for (const [key, one] of Object.entries(value)) {
    checkText(key, path);
    if (isPoison(key, one)) throw refusal(path, `The field name ${key} is not allowed.`);
    enter(one, key, path);
  }
};

const enter = (value: unknown, place: string | number, path: Path) => {
  path.push(place);
  check(value, path);
  path.pop();
};

const refusal = (path: Path, message: string) => invalid(path.join('.'), message);

/** PostgreSQL stores neither a NUL character nor half of a surrogate pair. */
const checkText = (text: string, path: Path) => {
  if (text.includes('\0')) throw refusal(path, 'A text holds the character NUL.');
  if (!text.isWellFormed()) throw refusal(path, 'A text holds half of a surrogate pair.');
};

/** JSON has no limit for numbers; beyond these another number than the one sent would be stored. */
const checkNumber = (value: number, path: Path) => {
  if (!Number.isFinite(value)) throw refusal(path, 'A number is too large.');
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw refusal(path, 'A whole number has more digits than can be kept exactly.');
  }
};

/** Names by which a later copy of the object would change every object's prototype. */
const isPoison = (key: string, value: unknown) =>
  key === '__proto__' ||
  (key === 'constructor' && typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype'));
