/** Certificates: what stands on them, in the scripts of Vietnam and India, with a code that can be read. */
import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { it } from 'node:test';
import { activePolicy, issuedAt } from '../../../test/draft-policy.ts';
import { drawSheet } from '../../lib/pdf/draw-sheet.ts';
import { qrMatrix } from '../../lib/pdf/qr-matrix.ts';
import { missing, wordsOf } from '../../lib/pdf/text-runs.ts';
import { toCertificateSheet } from './certificate-sheet.ts';
import { languages } from './certificate-words.ts';

const verify = `https://waybill.example/saladin/verify/${'x'.repeat(43)}`;
const shown = (change: Parameters<typeof activePolicy>[0] = {}) => ({
  policy: activePolicy(change),
  insurer: 'Saladin',
  timeZone: 'Asia/Ho_Chi_Minh',
});

it('says who is insured, what, for how much, until when, and in which state', () => {
  const sheet = toCertificateSheet(
    shown({ cod: 50_000, sender: { name: 'Lan', phone: '+84 1', email: null } }),
    verify,
    'en',
  );
  assert.deepEqual([sheet.title, sheet.name, sheet.state], ['Certificate of delivery insurance', 'AHA-2022-000001', 'In force']); // prettier-ignore
  const facts = [...sheet.parties, ...sheet.facts, ...sheet.sections.flatMap((section) => section.facts)];
  assert.deepEqual(Object.fromEntries(facts.map(({ label, text }) => [label, text.replaceAll('\u00a0', ' ')])), {
    'Insured': 'Công ty Đơn\n+84901234567',
    'Insurer': 'Saladin',
    'From': 'Lan\n+84 1\n12 Nguyễn Huệ, Quận 1, TP.HCM',
    'To': '34 Lê Lợi, Quận 3, TP.HCM',
    'Insured value': 'VND 3,000,000',
    'Premium': 'VND 15,000',
    'Cash on delivery': 'VND 50,000',
    'Valid from': '6 April 2022, 13:00',
    'Valid until': '6 May 2022, 13:00',
    'Claims until': '21 May 2022, 13:00',
    'Tracking number': 'AHA123456',
    'Ordered': '6 April 2022, 12:00',
    'Product': 'Delivery insurance for SMEs (ahasme)',
    'Kind': 'clothes',
    'Quantity': '2',
    'Description': 'Áo dài',
    'What is covered': 'Loss of and damage to the goods between pickup and drop-off.',
  }); // prettier-ignore
  assert.equal(sheet.qr?.text, verify);
});

it('says it in the languages of its readers, and shows from afar that it is over', () => {
  const cancellation = { by: 'Lan', reason: 'Khách đổi ý', at: 'x' };
  const over = shown({ state: 'cancelled', endedAt: issuedAt, cancellation });
  const { title, state, facts, isOver, language } = toCertificateSheet(over, verify, 'vi');
  assert.deepEqual([title, state, isOver, language], ['Giấy chứng nhận bảo hiểm giao hàng', 'Đã hủy', true, 'vi']);
  const texts = Object.fromEntries(facts.map(({ label, text }) => [label, text.replaceAll('\u00a0', ' ')]));
  assert.deepEqual([texts['Phí bảo hiểm'], texts['Lý do']], ['15.000 VND', 'Khách đổi ý']);
  assert.ok(!('Hạn yêu cầu bồi thường' in texts), 'no claims on what was cancelled');
  for (const one of languages) {
    const { parties, sections } = toCertificateSheet(shown(), verify, one);
    assert.deepEqual([parties.length, sections.map((section) => section.facts.length)], [4, [3, 1]], one);
  }
});

it('has a glyph for every character of Vietnam and India', () => {
  const names = [
    'Nguyễn Thị Bưởi Ẵm Ộc',
    'मीरा राव',
    'মীরা',
    'મીરા',
    'ਮੀਰਾ',
    'ಮೀರಾ',
    'മീര',
    'ମୀରା',
    'மீரா',
    'మీరా',
    'محمد',
  ];
  for (const name of names) {
    const text = wordsOf(name, 'bold').flat().flatMap(({ runs }) => runs.map((run) => run.text)).join(''); // prettier-ignore
    assert.ok(text.length > 0 && !text.includes(missing), name);
  }
});

/** The dark squares of the code as they were drawn: rectangles of one height, in the page's own units. */
function squaresOf(pdf: Buffer): { x: number; y: number; width: number; height: number }[] {
  const streams = pdf.toString('latin1').split('stream\n').flatMap((part) => {
    try {
      return [inflateSync(Buffer.from(part.split('\nendstream')[0] ?? '', 'latin1')).toString('latin1')];
    } catch {
      return [];
    }
  }); // prettier-ignore
  const rectangles = streams.join('\n').matchAll(/^([\d.]+) ([\d.]+) ([\d.]+) 3\.4 re$/gm);
  return [...rectangles].map(([, x, y, width]) => ({ x: Number(x), y: Number(y), width: Number(width), height: 3.4 }));
}

it('carries the code of its link, square by square, large enough to be read', async () => {
  const squares = squaresOf(await drawSheet(toCertificateSheet(shown(), verify, 'en')));
  const [left, top] = [Math.min(...squares.map(({ x }) => x)), Math.min(...squares.map(({ y }) => y))];
  const matrix = qrMatrix(verify);
  const drawn = matrix.map((row) => row.map(() => false));
  for (const { x, y, width } of squares) {
    const [row, first] = [Math.round((y - top) / 3.4), Math.round((x - left) / 3.4)];
    for (let place = 0; place < Math.round(width / 3.4); place += 1) {
      const line = drawn[row];
      if (line) line[first + place] = true;
    }
  }
  assert.deepEqual(drawn, matrix);
  assert.ok((3.4 / 72) * 25.4 >= 1.199, 'a square of 1.2 mm');
});
