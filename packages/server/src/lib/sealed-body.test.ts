/** Encrypted bodies: the vector that other implementations can be held against, and everything that was touched. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sealBody } from '../../test/seal-body.ts';
import { openSealedBody } from './sealed-body.ts';

const key = Buffer.from('c2FuZGJveC1zdWJwbGFjZS1lbmNyeXB0aW9uLWtleS0=', 'base64');
const name = '00000000000000000000000000000001';
const nonce = Buffer.from('000102030405060708090a0b', 'hex');
const plain =
  '{"key":"00000000000000000000000000000001","page_size":"1","signature":"e06cef3000407710d986dcb55bd09f526d405201f9d08928d3444d385d539d5f"}';
const data =
  'AAECAwQFBgcICQoL3g1d1SMkUDGEBEMvHZEdswiB/gmWo6rEJj7sVM1HhaiCf9npgIDGqJxFBG8S7jCHIZYRxsmKWnuzhMe0qsHrPy2YwclTLm8F0G1V15jrqfVtkMec1LOnKygAmx7qji3CpWVyu90a92n1Cz0wsxi4GavmpmP+URCseebttwnL0/7cCW8ELAWnuCg6sfqDebhvwCDINGqs17uS';

it('opens what was sealed as documented', () => {
  assert.equal(sealBody(plain, key, name, nonce), data);
  const opened = openSealedBody(data, key, name);
  assert.deepEqual([opened?.plain.toString(), opened?.nonce], [plain, nonce]);
});

it('opens nothing of which one byte was changed', () => {
  const sealed = Buffer.from(data, 'base64');
  for (let index = 0; index < sealed.length; index += 1) {
    const touched = Buffer.from(sealed);
    touched.writeUInt8(touched.readUInt8(index) ^ 1, index);
    assert.equal(openSealedBody(touched.toString('base64'), key, name), null, `byte ${index}`);
  }
});

it('opens nothing that was sealed with another key or for another caller, was cut short, or is no base64', () => {
  assert.equal(openSealedBody(data, Buffer.alloc(32), name), null);
  assert.equal(openSealedBody(data, key, name.replace('1', '2')), null);
  for (const length of [0, 1, 12, 27, 28])
    assert.equal(openSealedBody(Buffer.from(data, 'base64').subarray(0, length).toString('base64'), key, name), null);
  for (const text of [data.slice(0, -4), `${data}=`, ` ${data}`, data.replaceAll('+', '-'), '{}', ''])
    assert.equal(openSealedBody(text, key, name), null, text.slice(0, 10));
});
