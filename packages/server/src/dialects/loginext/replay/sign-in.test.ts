/** Replays LogiNext's samples of signing in. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fixture } from '../../../../test/fixture.ts';
import { openLogiNextHouse, type Answer, type LogiNextHouse } from '../../../../test/loginext-house.ts';
import { assertAnswer } from '../../../../test/replay.ts';
import { makeTenant } from '../../../../test/tenant.ts';
import { createUser } from '../../../use-cases/account/manage-credentials.ts';

let house: LogiNextHouse;
let origin: string;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
  origin = `${house.origin}/loginext`;
});
after(() => house.close());

async function ask(path: string, init: RequestInit): Promise<Answer> {
  const answer = await fetch(`${origin}${path}`, init);
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.json() };
}

/** The session token and the key, in the form of the document's. */
function pairOf({ headers }: Answer): Record<string, string> {
  const [token, secret] = [String(headers['www-authenticate']), String(headers['client_secret_key'])];
  assert.match(token, /^BASIC [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.match(secret, /^\$2a\$08\$[./A-Za-z0-9]{53}$/);
  return { 'WWW-Authenticate': token, CLIENT_SECRET_KEY: secret };
}

it('answers Authenticate and Invalidate as the document does, with the pair in the headers [LX1, LX2]', async () => {
  const login = fixture('loginext', 'authenticate.request') as { userName: string; password: string };
  const { identity } = await makeTenant(house.deps);
  await createUser(house.deps, identity.caller, { dialect: 'loginext', label: 'Demo User', ...login });
  const headers = { 'content-type': 'application/json' };
  const signedIn = await ask('/LoginApp/login/authenticate', { method: 'POST', headers, body: JSON.stringify(login) });
  assertAnswer(signedIn, 'authenticate.response', 'LX1');
  const refreshed = await ask('/LoginApp/login/token/refresh', { headers: pairOf(signedIn) });
  assertAnswer(refreshed, 'refresh.response', 'LX2');
  assert.notDeepEqual(pairOf(refreshed), pairOf(signedIn));
});
