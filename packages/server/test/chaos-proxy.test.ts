/** The bad line does what it says, or the stories told over it would prove nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askWithTls } from './ask-with-tls.ts';
import { courses, startChaosProxy } from './chaos-proxy.ts';
import { makeAuthority } from './make-authority.ts';
import { startReceiver } from './receiver.ts';

test('each fault of the line happens as often as its round says, and none once it is calm', async (t) => {
  const receiver = await startReceiver((_, response, earlier) => response.end(`answer ${earlier}`));
  const proxy = await startChaosProxy({ target: new URL(receiver.url).origin, seed: 7 });
  t.after(() => Promise.all([receiver.close(), proxy.close()]));
  const ask = async () => {
    const signal = AbortSignal.timeout(2500);
    return fetch(proxy.origin, { method: 'PUT', body: 'ț', signal }).then(async (answer) => {
      const text = await answer.text();
      return answer.status === 200 ? text.replace(/\d+/, 'n') : `${answer.status} ${answer.headers.get('retry-after')}`;
    }, (error: Error) => error.name); // prettier-ignore
  };
  const round = 29;
  const answers: string[] = [];
  for (let i = 0; i < round; i += 1) answers.push(await ask());
  assert.deepEqual(proxy.happened, { passes: 16, cut_before: 2, cut_after: 2, late: 3, too_late: 1, twice: 3, refused: 2 });
  const count = (form: RegExp) => answers.filter((answer) => form.test(answer)).length;
  assert.deepEqual([count(/^answer n$/), count(/^TypeError$/), count(/^TimeoutError$/), count(/^50[23] 1$/)], [22, 4, 1, 2]);
  // all but what was cut before and what was refused; three came twice
  assert.equal(receiver.received.length, round - 2 - 2 + 3);
  assert.ok(receiver.received.every(({ body }) => body === 'ț'));

  proxy.calm();
  for (let i = 0; i < round; i += 1) assert.equal(await ask(), 'answer n');
  assert.equal(proxy.happened.passes, 16 + round);
  assert.equal(courses.reduce((sum, course) => sum + proxy.happened[course], 0), 2 * round);
}); // prettier-ignore

test('tells the server which certificate a client has shown, and believes no client that says so itself', async (t) => {
  const receiver = await startReceiver();
  const [ours, theirs] = [await makeAuthority('CA'), await makeAuthority('Somebody else')];
  const own = await ours.issue({ name: 'localhost' });
  const tls = { ...own, clientCa: ours.certificate };
  const proxy = await startChaosProxy({ target: new URL(receiver.url).origin, seed: 1, tls });
  t.after(() => Promise.all([receiver.close(), proxy.close()]));
  proxy.calm();
  const passedOn = async (shown: { cert?: string; key?: string } = {}) => {
    await askWithTls({ port: Number(new URL(proxy.origin).port), path: '/', headers: { 'client-cert': 'mine' }, ...shown });
    return receiver.received.at(-1)?.headers['client-cert'];
  };
  const [hub, stranger] = [await ours.issue({ name: 'hub' }), await theirs.issue({ name: 'hub' })];
  const der = hub.certificate.replaceAll(/-----.*-----|\s/g, '');
  assert.equal(await passedOn({ cert: hub.certificate, key: hub.key }), `:${der}:`);
  assert.equal(await passedOn({ cert: stranger.certificate, key: stranger.key }), undefined);
  assert.equal(await passedOn(), undefined);
}); // prettier-ignore
