/** A10: what is taken for an image, and what only says that it is one. */

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { checkImage, ImageRefused } from './image.ts';

const width = 120;
const height = 80;
// Noise does not compress: the files are long enough to be cut.
const pixels = randomBytes(width * height * 3);
const picture = () => sharp(pixels, { raw: { width, height, channels: 3 } });
const jpeg = await picture().jpeg().toBuffer();
const png = await picture().png().toBuffer();
const webp = await picture().webp().toBuffer();
const all = [
  ['image/jpeg', jpeg],
  ['image/png', png],
  ['image/webp', webp],
] as const;

const chunk = (type: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
};

/** A true PNG of one bit a pixel, all black: a few kilobytes for any size. */
const blackPng = (wide: number, high: number, interlaced = false) => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(wide, 0);
  header.writeUInt32BE(high, 4);
  header[8] = 1;
  header[12] = interlaced ? 1 : 0;
  const rows = deflateSync(Buffer.alloc((Math.ceil(wide / 8) + 1) * high));
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
};

const refused = async (content: Buffer, message: RegExp, accepted?: Parameters<typeof checkImage>[1]) => {
  await assert.rejects(checkImage(content, accepted), (error) => {
    assert.ok(error instanceof ImageRefused, String(error));
    assert.match(error.message, message);
    assert.match(error.message, /^[A-Z].*\.$/, 'the message is a sentence');
    return true;
  });
};

for (const [type, content] of all) {
  test(`a whole ${type} is taken, with its size`, async () => {
    assert.deepEqual(await checkImage(content), { contentType: type, width, height });
  });

  test(`A10: a ${type} that was cut off is refused`, async () => {
    for (const part of [0.2, 0.5, 0.9, 0.99]) {
      await refused(content.subarray(0, Math.floor(content.length * part)), /broken/);
    }
  });

  test(`A10: the first bytes of a ${type} before a page of HTML do not decode`, async () => {
    const page = Buffer.from('<html><script>alert(1)</script></html>'.repeat(20));
    await refused(Buffer.concat([content.subarray(0, 16), page]), /broken|accepted kind/);
  });
}

test('A10: HTML, SVG, PDF, GIF, a ZIP, a program, text and nothing are refused whatever they are called', async () => {
  const gif = await picture().gif().toBuffer();
  const strangers = [
    Buffer.from('<!doctype html><script>alert(1)</script>'),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'),
    Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    Buffer.from('%PDF-1.7\n%âãÏÓ\n'),
    Buffer.from('PK\u0003\u0004\u0014\u0000'),
    Buffer.from('\u007fELF\u0002\u0001\u0001'),
    Buffer.from('GIF89a/*'),
    gif,
    Buffer.from('hello'),
    Buffer.alloc(0),
    Buffer.alloc(4096),
  ];
  for (const content of strangers) await refused(content, /not of an accepted kind/);
});

test('A10: a type that is not accepted here is refused, and the message says which are', async () => {
  await refused(jpeg, /accepted kind: image\/png\.$/, ['image/png']);
  assert.equal((await checkImage(png, ['image/png'])).contentType, 'image/png');
});

test('A10: a PNG of 50,000 x 50,000 pixels is refused from its header, in milliseconds', async () => {
  const bomb = blackPng(50_000, 50_000);
  assert.ok(bomb.length < 1_000_000);
  const start = performance.now();
  await refused(bomb, /50000 x 50000 pixels; 50 million/);
  assert.ok(performance.now() - start < 500);
});

test('a photo of 48 million pixels, as telephones make them, is taken', async () => {
  assert.equal((await checkImage(blackPng(8000, 6000))).width, 8000);
});

test('A10: images that must be held whole in memory are refused beyond 16 million pixels', async () => {
  await refused(blackPng(5000, 4000, true), /16 million/);
  const canvas = { create: { width: 5000, height: 4000, channels: 3, background: 'black' } } as const;
  await refused(await sharp(canvas).jpeg({ progressive: true }).toBuffer(), /16 million/);
  await refused(await sharp(canvas).webp({ effort: 0 }).toBuffer(), /16 million/);
});

test('A10: a header that promises more pixels than follow is refused', async () => {
  const lie = Buffer.from(blackPng(100, 100));
  lie.writeUInt32BE(7000, 20);
  lie.writeUInt32BE(crc32(lie.subarray(12, 29)), 29);
  await refused(lie, /broken/);
});

test('bytes behind the end of a JPEG, which telephones append, do no harm', async () => {
  assert.equal((await checkImage(Buffer.concat([jpeg, Buffer.from('motion photo')]))).contentType, 'image/jpeg');
});

test('random bytes in the middle never crash the check', async () => {
  for (let place = 30; place < jpeg.length; place += 97) {
    for (const [, content] of all) {
      const changed = Buffer.from(content);
      changed[place % content.length] = (changed[place % content.length] ?? 0) ^ 0x5a;
      await checkImage(changed).catch((error: unknown) => assert.ok(error instanceof ImageRefused));
    }
  }
});
