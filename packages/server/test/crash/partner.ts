/** Who sends: the sandbox's partner of LogiNext, its key of the native API, its trackers and its webhook endpoint. */
import { sandboxCredentials } from '../../src/use-cases/account/seed-sandbox.ts';

export interface Partner {
  readonly base: string;
  readonly loginext: Readonly<Record<string, string>>;
  readonly native: Readonly<Record<string, string>>;
  /** Ids of the native API with the codes that LogiNext names. */
  readonly trackers: readonly { readonly id: string; readonly code: string }[];
}

export async function signIn(base: string, receiverUrl: string): Promise<Partner> {
  const signedIn = await fetch(`${base}/loginext/LoginApp/login/authenticate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sandboxCredentials.loginext),
  });
  const native = { authorization: `Bearer ${sandboxCredentials.native.key}` };
  const endpoint = await fetch(`${base}/v1/webhook-endpoints`, {
    method: 'POST',
    headers: { ...native, 'content-type': 'application/json' },
    body: JSON.stringify({ dialect: 'loginext', url: receiverUrl }),
  });
  if (endpoint.status !== 201) throw new Error(`The endpoint was not made: ${await endpoint.text()}`);
  const listed = await fetch(`${base}/v1/trackers`, { headers: native });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema of the route says so
  const { data } = (await listed.json()) as { data: { id: string; code: string }[] };
  return {
    base,
    native,
    loginext: {
      'www-authenticate': signedIn.headers.get('www-authenticate') ?? '',
      client_secret_key: signedIn.headers.get('client_secret_key') ?? '',
    },
    trackers: data,
  };
}
