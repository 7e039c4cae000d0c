/** Names of businesses and terms, by properties; the table of names is in the dialect's test. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { DomainError } from '../errors.ts';
import { checkTerms, noTerms, toBusinessName } from './organisation.ts';

const refuses = (work: () => unknown) => {
  try {
    work();
    return false;
  } catch (error) {
    assert.ok(error instanceof DomainError && error.faults.length === 1);
    return true;
  }
};

it('takes a name or refuses it, and a name that was taken is taken again as it is', () => {
  const signs = fc.constantFrom(...'aB3 _-é/<\u0000\n'.split(''));
  fc.assert(
    fc.property(fc.string({ unit: signs, maxLength: 120 }), (text) => {
      if (refuses(() => toBusinessName(text))) return;
      const name = toBusinessName(text);
      assert.match(name, /^[A-Za-z0-9 _-]{1,100}$/);
      assert.equal(name, name.trim());
      assert.equal(toBusinessName(name), name);
    }),
  );
});

it('refuses what belongs to others wherever it stands, in any capitals', () => {
  const part = fc.stringMatching(/^[A-Za-z0-9]{0,10}$/);
  const owner = fc.constantFrom('gotsurge', 'versafleet').chain((word) =>
    fc.array(fc.boolean(), { minLength: word.length, maxLength: word.length })
      .map((up) => word.split('').map((sign, index) => (up[index] ? sign.toUpperCase() : sign)).join('')),
  ); // prettier-ignore
  fc.assert(
    fc.property(part, owner, part, (before, word, after) => refuses(() => toBusinessName(before + word + after))),
  );
});

it('refuses a greatest price below the least', () => {
  checkTerms(noTerms);
  checkTerms({ ...noTerms, minPrice: 2, maxPrice: 2 });
  checkTerms({ ...noTerms, minPrice: 3 });
  assert.ok(refuses(() => checkTerms({ ...noTerms, minPrice: 3, maxPrice: 2 })));
});
