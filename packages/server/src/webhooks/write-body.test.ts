/** How payloads look as JSON, XML and forms. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeBody } from './write-body.ts';

const payload = {
  orderNo: 'A<1>&"2"',
  count: 2,
  cod: false,
  reason: null,
  left: undefined,
  at: new Date('2026-03-01T10:00:00Z'),
  crates: [
    { crateCd: 'C1', items: [{ cd: 'i1' }, { cd: 'i2' }] },
    { crateCd: 'C2', items: [] },
  ],
};

test('JSON is what JSON.stringify makes of it', () => {
  assert.deepEqual(writeBody('json', payload), { contentType: 'application/json', text: JSON.stringify(payload) });
});

test('XML has one root, escapes text, repeats lists and leaves null empty', () => {
  const { contentType, text } = writeBody('xml', payload);
  assert.equal(contentType, 'application/xml');
  assert.equal(
    text,
    '<?xml version="1.0" encoding="UTF-8"?>\n<notification><orderNo>A&lt;1&gt;&amp;&quot;2&quot;</orderNo><count>2</count>' +
      '<cod>false</cod><reason/><at>2026-03-01T10:00:00.000Z</at>' +
      '<crates><crateCd>C1</crateCd><items><cd>i1</cd></items><items><cd>i2</cd></items></crates>' +
      '<crates><crateCd>C2</crateCd></crates></notification>',
  );
});

test('XML survives names and characters that it cannot carry', () => {
  const { text } = writeBody('xml', { '1st field': 'a\u0000b\u0008c\ud800d\r]]>', matrix: [[1, 2], [3]] });
  assert.ok(text.includes('<_1st_field>a\u{fffd}b\u{fffd}c\u{fffd}d&#13;]]&gt;</_1st_field>'), text);
  assert.ok(text.includes('<matrix><item>1</item><item>2</item></matrix><matrix><item>3</item></matrix>'), text);
});

test('a form names nested fields by their path', () => {
  const { contentType, text } = writeBody('form', payload);
  assert.equal(contentType, 'application/x-www-form-urlencoded');
  assert.deepEqual(
    [...new URLSearchParams(text)],
    [
      ['orderNo', 'A<1>&"2"'],
      ['count', '2'],
      ['cod', 'false'],
      ['reason', ''],
      ['at', '2026-03-01T10:00:00.000Z'],
      ['crates[0][crateCd]', 'C1'],
      ['crates[0][items][0][cd]', 'i1'],
      ['crates[0][items][1][cd]', 'i2'],
      ['crates[1][crateCd]', 'C2'],
    ],
  );
});

test('no format lets a NUL or half a character through, which the database would refuse', () => {
  for (const format of ['json', 'xml', 'form'] as const) {
    const { text } = writeBody(format, { note: 'a\u0000\ud800' });
    assert.ok(text.isWellFormed() && !text.includes('\0'), `${format}: ${text}`);
  }
});
