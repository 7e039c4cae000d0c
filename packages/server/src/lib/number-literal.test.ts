/** Numbers of JSON bodies to the letter. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { numberLiteral } from './number-literal.ts';

it('is the text of a number as it stands there', () => {
  for (const text of ['15000', '15000.0', '1.5e4', '-0', '1E+4'])
    assert.equal(numberLiteral(`{ "premium" : ${text} , "x": 1 }`, 'premium'), text);
});

it('is that of the last, where a name comes twice, as its value is', () => {
  assert.equal(numberLiteral('{"premium":1,"premium":2.0}', 'premium'), '2.0');
  assert.equal(numberLiteral('{"premium":1,"premium":"2"}', 'premium'), null);
});

it('is looked for at the top only, and in nothing but numbers', () => {
  for (const json of ['{}', '{"premium":"1"}', '{"a":{"premium":1}}', '{"a":[{"premium":1}]}', '[1]', '1', 'null', '{"premium":null}'])
    assert.equal(numberLiteral(json, 'premium'), null, json);
  assert.equal(numberLiteral('{"a":{"premium":1.0},"premium":2,"b":{"premium":3}}', 'premium'), '2');
  assert.equal(numberLiteral('{"":{"premium":1.0},"premium":2}', 'premium'), '2');
}); // prettier-ignore
