/** What a stranger with the link sees of a phone number and an e-mail address. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskEmail, maskPhone } from './mask.ts';

test('enough to recognise one’s own, and no more', () => {
  assert.equal(maskPhone('+37369123456'), '•••56');
  assert.equal(maskEmail('ion.rusu@mail.example'), 'i•••@mail.example');
  assert.equal(maskEmail('"a@b"@mail.example'), '"•••@mail.example');
  for (const odd of ['', 'ion', '@mail.example']) assert.equal(maskEmail(odd), '•••');
});
