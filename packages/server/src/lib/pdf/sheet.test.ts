/** Sheets of proofs as PDFs: what stands on them, in any script, and what becomes of a thread that fails. */
import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { test } from 'node:test';
import sharp from 'sharp';
import { previewOf } from '../image-preview.ts';
import { drawSheet } from './draw-sheet.ts';
import { sfntOf } from './sfnt-of.ts';
import type { Sheet } from './sheet.ts';
import { drawInThread } from './sheet-thread.ts';
import { inVisualOrder, missing, wordsOf } from './text-runs.ts';

const photo = await sharp({ create: { width: 1600, height: 1200, channels: 4, background: '#2a78' } })
  .png()
  .toBuffer();

const sheet = (change: Partial<Sheet> = {}): Sheet => ({
  title: 'Proof of delivery',
  name: 'A-1',
  state: 'DELIVERED',
  parties: [{ label: 'To', text: 'मीरा राव\nनेहरू रोड 12' }],
  facts: [{ label: 'Received by', text: 'محمد علي' }],
  sections: [],
  remark: 'Times are those of Asia/Kolkata.',
  createdAt: new Date('2026-03-01T12:00:00Z'),
  ...change,
});

/** The fonts that a PDF holds, and how many pages and pictures. */
function lookInto(pdf: Buffer) {
  const text = pdf.toString('latin1');
  return {
    fonts: [...new Set([...text.matchAll(/\/FontName \/[A-Z]+\+([\w-]+)/g)].map(([, name = '']) => name))].toSorted(),
    pages: text.match(/\/Type \/Page\b/g)?.length,
    pictures: text.match(/\/Subtype \/Image\b/g)?.length ?? 0,
  };
}

test('embeds the fonts that its words need, and no others', async () => {
  const latin = await drawSheet(sheet({ parties: [], facts: [] }));
  assert.equal(latin.subarray(0, 5).toString(), '%PDF-');
  assert.deepEqual(lookInto(latin), { fonts: ['NotoSans-Bold', 'NotoSans-Regular'], pages: 1, pictures: 0 });
  const { fonts } = lookInto(await drawSheet(sheet()));
  assert.ok(fonts.includes('NotoSansArabic-Regular'), fonts.join());
});

test('is the same for the same facts', async () => {
  const [one, other] = [await drawSheet(sheet()), await drawSheet(sheet())];
  const withoutIds = (pdf: Buffer) => pdf.toString('latin1').replace(/\/ID \[.*?\]|\/[A-Z]{6}\+/gs, '');
  assert.equal(withoutIds(one), withoutIds(other));
});

test('goes on to more pages: long notes, many pictures', async () => {
  const jpeg = await previewOf(photo, 200);
  const pictures = [true, ...Array.from({ length: 9 }, () => false)].map((wide, index) => {
    return { caption: `photo-${index}.jpg`, jpeg: index === 3 ? null : jpeg, wide };
  });
  const note = 'word '.repeat(400) + 'W'.repeat(2000);
  const pdf = await drawSheet(sheet({ sections: [{ heading: 'Drop-off', facts: [{ label: 'Note', text: note }], pictures }] })); // prettier-ignore
  const seen = lookInto(pdf);
  assert.ok((seen.pages ?? 0) >= 3 && (seen.pages ?? 0) <= 8, `${seen.pages} pages`);
  assert.ok(seen.pictures >= 9, `${seen.pictures} pictures`);
});

test('finds a font for each script, and says where there is none', () => {
  const faces = (text: string) => wordsOf(text, 'regular')[0]?.flatMap(({ runs }) => runs.map(({ face }) => face.name.replace(/-400-normal$/, ''))); // prettier-ignore
  assert.deepEqual(faces('Mira'), ['noto-sans-latin']);
  assert.deepEqual(faces('Киев'), ['noto-sans-cyrillic']);
  assert.deepEqual(faces('मीरा,'), ['noto-sans-devanagari', 'noto-sans-latin'], 'the comma is Latin');
  assert.deepEqual(faces('محمد তুমি தமிழ் తెలుగు'), ['arabic', 'bengali', 'tamil', 'telugu'].map((script) => `noto-sans-${script}-${script}`)); // prettier-ignore
  assert.deepEqual(faces('અમદાવાદ ਅੰਮ੍ਰਿਤਸਰ ಬೆಂಗಳೂರು തൃശ്ശൂർ ଓଡ଼ିଶା'), ['gujarati', 'gurmukhi', 'kannada', 'malayalam', 'oriya'].map((script) => `noto-sans-${script}-${script}`)); // prettier-ignore
  // marks stacked on one letter: what was decomposed is one run as well
  assert.ok(faces('Nguyễn Thị Bưởi'.normalize('NFD'))?.every((face) => /latin|vietnamese/.test(face)));
  const [[word] = []] = wordsOf('東京', 'regular');
  assert.deepEqual(word?.runs.map(({ text }) => text), [missing + missing]); // prettier-ignore
});

test('sets words whose fonts leave an anchor out', async () => {
  const words = ['മീര കൃഷ്ണൻ', 'శ్రీకృష్ణ', 'ਪੰਜਾਬ', 'ઁઠૉઑૈ', 'ٲڥ'];
  for (const word of words) {
    assert.ok((await drawSheet(sheet({ name: word, facts: [{ label: 'Name', text: word }] }))).length > 1000, word);
  }
});

test('sets words of Arabic from right to left', () => {
  const order = (text: string) => inVisualOrder(wordsOf(text, 'regular')[0] ?? []).map(({ runs }) => runs.map((run) => run.text).join('')); // prettier-ignore
  assert.deepEqual(order('a b 1'), ['a', 'b', '1']);
  assert.deepEqual(order('شارع الوحدة 12'), ['12', 'الوحدة', 'شارع']);
  assert.deepEqual(order('To محمد علي in Dubai'), ['To', 'علي', 'محمد', 'in', 'Dubai']);
  assert.deepEqual(order('محمد of Dubai'), ['of', 'Dubai', 'محمد']);
});

test('unpacks a font as it was', () => {
  const tables = [Buffer.alloc(50, 'packed'), Buffer.from('short')];
  const stored = tables.map((table, index) => (index === 0 ? deflateSync(table) : table));
  const woff = Buffer.alloc(44 + 20 * 2);
  woff.write('wOFF\0\x01\0\0', 'latin1');
  woff.writeUInt16BE(2, 12);
  let offset = woff.length;
  for (const [index, table] of tables.entries()) {
    const packed = stored[index]?.length ?? 0;
    woff.write(`tab${index}`, 44 + 20 * index);
    for (const [place, value] of [offset, packed, table.length].entries())
      woff.writeUInt32BE(value, 48 + 20 * index + 4 * place);
    offset += packed;
  }
  const font = sfntOf(Buffer.concat([woff, ...stored]));
  assert.deepEqual([font.readUInt32BE(0), font.readUInt16BE(4), font.length % 4], [0x10000, 2, 0]);
  for (const [index, table] of tables.entries()) {
    const [start, length] = [font.readUInt32BE(20 + 16 * index), font.readUInt32BE(24 + 16 * index)];
    assert.equal(start % 4, 0);
    assert.deepEqual(font.subarray(start, start + length), table);
  }
});

test('is drawn beside the other work: no request waits for it', async () => {
  await drawInThread(sheet());
  // Drawn here, twenty sheets would leave some twenty turns; counted, not timed, so that a busy machine does not matter.
  let turns = 0;
  let drawing = true;
  const turn = (): void => {
    turns++;
    if (drawing) setImmediate(turn);
  };
  turn();
  const all = await Promise.all(Array.from({ length: 20 }, () => drawInThread(sheet())));
  drawing = false;
  assert.equal(all.length, 20);
  assert.ok(turns > 200, `${turns} turns`);
});

test('a sheet that cannot be drawn is a fault of its own: the next one is drawn', async () => {
  const jpeg = new Uint8Array([1, 2, 3]);
  const broken = sheet({ sections: [{ heading: 'x', facts: [], pictures: [{ caption: '', jpeg, wide: true }] }] });
  await assert.rejects(drawInThread(broken), /cannot be drawn|could not be drawn/);
  assert.ok((await drawInThread(sheet())).length > 1000);
});
