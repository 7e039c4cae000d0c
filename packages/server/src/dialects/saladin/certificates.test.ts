/** Certificates over HTTP: whoever has the link opens them; the code on them says that they are genuine, and opens nothing. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { openSaladinHouse, submission, type Partner, type SaladinHouse } from '../../../test/saladin-house.ts';
import { sha256 } from '../../lib/hash.ts';

let house: SaladinHouse;
let partner: Partner;
/** The token of the sample's policy. */
let token: string;
let number: string;
before(async () => {
  house = await openSaladinHouse();
  partner = await house.partner();
  const { body } = await partner.ask('orders', submission());
  token = String(body['url_certificate']).split('/').at(-1) ?? '';
  number = String(body['policy_id']);
});
after(() => house.close());

const open = (path: string, language = 'en') =>
  house.app.inject({ url: `/saladin${path}`, headers: { 'accept-language': language } });
const codeOf = (of: string) => sha256(of).toString('base64url');

it('opens the certificate as a PDF that nobody keeps', async () => {
  const { statusCode, headers, rawPayload } = await open(`/certificates/${token}`);
  assert.equal(statusCode, 200);
  assert.equal(rawPayload.subarray(0, 5).toString(), '%PDF-');
  assert.equal(headers['content-type'], 'application/pdf');
  assert.equal(headers['content-disposition'], `inline; filename="${number}.pdf"`);
  assert.deepEqual([headers['cache-control'], headers['referrer-policy']], ['no-store', 'no-referrer']);
});

it('says in the visitor’s language that it is genuine, with initials only', async () => {
  for (const [language, words] of [
    ['en', ['This certificate is genuine.', 'In force']],
    ['vi-VN,vi;q=0.9', ['Giấy chứng nhận này là thật.', 'Đang có hiệu lực']],
    ['fr, hi;q=0.5', ['यह प्रमाणपत्र असली है।', 'लागू है']],
    ['fr', ['This certificate is genuine.']],
  ] as const) {
    const { statusCode, body } = await open(`/verify/${codeOf(token)}`, language);
    assert.equal(statusCode, 200);
    for (const word of [...words, number, 'C. t. Đ.']) assert.ok(body.includes(word), `${language}: ${word}`);
    for (const secret of ['Công ty', '+84901234567', 'Nguyễn', 'Áo dài']) assert.ok(!body.includes(secret), secret);
  }
});

it('says that it holds no more, though housekeeping has not come yet', async () => {
  const { body } = await partner.ask('orders', submission({ tracking_number: 'OVER' }));
  const over = String(body['url_certificate']).split('/').at(-1) ?? '';
  house.deps.clock.move(31 * 24 * 3_600_000);
  const { body: page } = await open(`/verify/${codeOf(over)}`);
  house.deps.clock.move(-31 * 24 * 3_600_000);
  for (const words of ['Expired', 'but it no longer holds']) assert.ok(page.includes(words));
});

it('speaks the language of its product where nobody asks for another', async () => {
  const titles = { 'none': 'Bảo hiểm giao hàng', '*': 'Bảo hiểm giao hàng', 'fr': 'Delivery insurance', 'hi': 'डिलीवरी बीमा' }; // prettier-ignore
  for (const [language, title] of Object.entries(titles)) {
    const headers = language === 'none' ? {} : { 'accept-language': language };
    const { body } = await house.app.inject({ url: `/saladin/verify/${codeOf(token)}`, headers });
    assert.ok(body.includes(`<h1>${title}</h1>`), language);
  }
});

it('answers every other link alike, and the code of a certificate opens no certificate', async () => {
  const wrong = [token.slice(1), codeOf(token), 'x', `${token}A`, '%00', 'a'.repeat(5000)];
  const answers = await Promise.all(wrong.map((one) => open(`/certificates/${one}`)));
  for (const { statusCode, body } of answers) assert.deepEqual([statusCode, body], [404, answers[0]?.body]);
  for (const one of [token, codeOf(token).slice(1), 'x', '%00']) {
    const { statusCode, body } = await open(`/verify/${one}`);
    assert.deepEqual([statusCode, body], [404, answers[0]?.body]);
  }
  assert.match(answers[0]?.body ?? '', /There is no such certificate/);
});

it('is asked by one address only so often', async () => {
  const answers = [];
  for (let count = 0; count < 130; count += 1) answers.push((await open('/verify/x')).statusCode);
  assert.ok(answers.includes(429));
  assert.equal((await open(`/certificates/${token}`)).statusCode, 200, 'the other page is counted by itself');
});
