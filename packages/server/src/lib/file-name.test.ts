/** Names of files from any text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toFileName } from './file-name.ts';

test('keeps letters of any script and takes the rest away', () => {
  assert.equal(toFileName('A-1', 100), 'A-1');
  assert.equal(toFileName('Łódź 7/मीरा', 100), 'Łódź_7_मीरा');
  assert.equal(toFileName('../../etc/passwd', 100), '__.._etc_passwd');
  assert.equal(toFileName('C:\\x\0y', 100), 'C_x_y');
});

test('leads out of no folder, whatever the text, and is never too long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
      const name = toFileName(text, 120);
      assert.ok(Buffer.byteLength(name) <= 120);
      assert.doesNotMatch(name, /[/\\\0:]|^\./);
      assert.ok(name.isWellFormed());
    }),
  );
});
