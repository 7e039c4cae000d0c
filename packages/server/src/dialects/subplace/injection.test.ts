/** Words of SQL, of patterns and of paths in every field of a body: they are words, and nothing else. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { planTerms } from '../../../test/draft-subscription.ts';
import { sqlWords } from '../../../test/sql-words.ts';
import { sealBody } from '../../../test/seal-body.ts';
import { signBody } from '../../../test/sign-body.ts';
import { openSubplaceHouse, type SubplaceHouse } from '../../../test/subplace-house.ts';
import { createSigningPair } from '../../use-cases/account/signing-keys.ts';

let house: SubplaceHouse;
before(async () => {
  house = await openSubplaceHouse();
  for (const [index, planName] of sqlWords.entries())
    await house.subscribe({ serial: index + 1, number: `SO-${index}`, terms: planTerms({ planName }) }, `SBL-${index}`);
});
after(() => house.close());

const operations = {
  '/order/fulfillment': ['page_size', 'current_page', 'search_text', 'fulfillment_type', 'delivery_status', 'created_date_from', 'created_date_to'],
  '/order/fulfillment/detail': ['reference_no'],
  '/order': ['page_size', 'current_page', 'search_text', 'created_date_from', 'created_date_to'],
  '/billing': ['page_size', 'search_text', 'bill_type', 'bill_status', 'created_date_from', 'created_date_to'],
} as const; // prettier-ignore
/** Fields that take any words. */
const free = { search_text: 1, reference_no: -3 } as const;

it('A5: no field is read as SQL, and what is refused is refused by its name', async () => {
  for (const [path, fields] of Object.entries(operations)) {
    for (const field of [...fields, 'nobody_knows_it']) {
      for (const words of sqlWords) {
        const { http, body } = await house.ask(path, { ...(path.endsWith('detail') && { reference_no: 'x' }), [field]: words }); // prettier-ignore
        assert.equal(http, 200);
        const { code, message } = body.status;
        if (field in free) assert.equal(code, free[field as keyof typeof free], words);
        else if (field === 'nobody_knows_it') assert.equal(code, path.endsWith('detail') ? -3 : 1);
        else assert.match(`${code} ${message}`, new RegExp(`^-2 Invalid parameter: ${field}: `), words);
        assert.doesNotMatch(message.replaceAll(words, ''), /syntax error|pg_|relation |password/i);
      }
    }
  }
});

it('A5: a search finds the words that it was given, as they stand, and nothing that they could mean', async () => {
  for (const words of sqlWords) {
    const expected = sqlWords.filter((one) => one.toLowerCase().includes(words.toLowerCase()));
    const { body } = await house.ask('/order', { search_text: words, page_size: 100 });
    const names = (body['order'] as { plan: { name: string } }[]).map(({ plan }) => plan.name);
    assert.deepEqual(names.toSorted(), expected.toSorted(), words);
  }
});

it('A5: a key and a signature are words, too', async () => {
  for (const words of sqlWords) {
    for (const payload of [{ key: words, signature: words }, { key: house.pair.key, signature: words }, { key: words, data: words }]) {
      const answer = await house.app.inject({ method: 'POST', url: '/subplace/order', payload });
      assert.deepEqual([answer.statusCode, answer.json<{ status: { code: number } }>().status.code], [200, -1]);
    }
  }
}); // prettier-ignore

it('A5: encrypted bodies hold words, too, and what is no JSON inside is refused', async () => {
  const pair = await createSigningPair(house.deps, house.caller, { dialect: 'subplace', label: 'x', encrypted: true });
  const { key, encryptionKey } = pair;
  const sealed = async (text: string) => {
    const data = sealBody(text, Buffer.from(encryptionKey ?? '', 'base64'), key);
    const answer = await house.app.inject({ method: 'POST', url: '/subplace/order', payload: { key, data } });
    return { http: answer.statusCode, text: answer.body };
  };
  for (const words of sqlWords) {
    const wanted = { search_text: words, page_size: 100 };
    const { text: expected } = await house.ask('/order', wanted);
    const asked = JSON.stringify(signBody('subplace', wanted, { subplace: pair, saladin: { secret: '' } }));
    assert.deepEqual(await sealed(asked), { http: 200, text: expected });
    const { http, text } = await sealed(words);
    assert.equal(http, 200);
    assert.match(text, /^\{"status":\{"code":-[12],"message":"Invalid [^"]*"\}\}$/);
  }
});
