/** Whatever is written is read back as it was: any text, any nesting. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { attributeOf, childOf, childrenOf, copyElement, textOf, type Element } from './element.ts';
import { messageLimits } from './limits.ts';
import { withDocument } from './with-document.ts';
import { element, fragment, type Xml } from './write-element.ts';

const read = ({ text }: Xml): Element =>
  withDocument(Buffer.from(text), { ...messageLimits, attributeLength: 100_000 }, ({ root }) => copyElement(root));

/** What a reader gets of any string. */
const kept = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- what XML cannot carry
  text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\u{fffd}');

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", ']', '\r', '\n', '\t', ' ', '\0', '\u{d800}', '🚚', 'ă', '-', '!') }), // prettier-ignore
);
const anyName = fc.stringMatching(/^[A-Za-z_][\w.-]{0,12}$/).filter((name) => !/^xml/i.test(name));

interface Tree {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly trees: readonly Tree[];
}

const { tree } = fc.letrec<{ tree: Tree; trees: Tree[] }>((tie) => ({
  tree: fc.record({
    name: anyName,
    attributes: fc.dictionary(anyName, anyText, { maxKeys: 4 }),
    text: anyText,
    trees: tie('trees'),
  }),
  trees: fc.oneof(
    { depthSize: 'small', maxDepth: 6 },
    fc.constant<Tree[]>([]),
    fc.array(tie('tree'), { maxLength: 4 }),
  ),
}));

const write = ({ name, attributes, text, trees }: Tree): Xml => element(name, attributes, text, trees.map(write));

const expected = ({ name, attributes, text, trees }: Tree): Element => ({
  namespace: '',
  name,
  attributes: Object.entries(attributes).map(([key, value]) => ({ namespace: '', name: key, value: kept(value) })),
  elements: trees.map(expected),
  text: kept(text),
});

test('any tree is read back as it was written', () => {
  fc.assert(
    fc.property(tree, (one) => assert.deepEqual(read(write(one)), expected(one))),
    { numRuns: 300 },
  );
});

test('a default namespace and a prefix are read back', () => {
  const root = read(element('a', { xmlns: 'urn:a', 'xmlns:p': 'urn:p', 'p:b': '1', c: null }, element('p:d', {}, 'e')));
  assert.deepEqual(root, {
    namespace: 'urn:a',
    name: 'a',
    attributes: [{ namespace: 'urn:p', name: 'b', value: '1' }],
    elements: [{ namespace: 'urn:p', name: 'd', attributes: [], elements: [], text: 'e' }],
    text: '',
  });
  assert.deepEqual([attributeOf(root, 'urn:p', 'b'), attributeOf(root, '', 'b')], ['1', null]);
});

test('a name that would break out of its mark is not written', () => {
  for (const name of ['a b', 'a>', '', '1a', 'a:b:c', 'a/', ':a', 'xmlns="x"'])
    assert.throws(() => element(name), /is no XML name/, name);
  assert.throws(() => element('a', { 'b="1" c': '' }), /is no XML name/);
});

test('text is escaped and fragments stand as they are', () => {
  assert.equal(element('a', {}, '<b/>', fragment([element('c'), null, '&'])).text, '<a>&lt;b/&gt;<c/>&amp;</a>');
});

test('children are found by name in the namespace of their parent, and nil is no text', () => {
  const root = read(
    element(
      'a',
      { xmlns: 'urn:a', 'xmlns:i': 'http://www.w3.org/2001/XMLSchema-instance' },
      element('x:b', { 'xmlns:x': 'urn:x' }, 'foreign'),
      element('b', {}, 'first'),
      element('b', {}, 'second'),
      element('c', { 'i:nil': 'true' }),
      element('d', { 'i:nil': 'false' }),
    ),
  );
  assert.deepEqual(childrenOf(root, 'b').map(({ text }) => text), ['first', 'second']); // prettier-ignore
  assert.deepEqual([textOf(root, 'b'), textOf(root, 'c'), textOf(root, 'd'), textOf(root, 'e')], ['first', null, '', null]); // prettier-ignore
  assert.equal(childOf(root, 'e'), null);
});
