// Follows an order or a trip: its state first, then each change as it comes, for as long as the page is open.

/**
 * @typedef {import('./types.ts').Follower} Follower
 * @typedef {import('./types.ts').Sought} Sought
 * @typedef {import('./types.ts').TrackedThing} TrackedThing
 * @typedef {import('./types.ts').Trouble} Trouble
 */

/** Milliseconds. The server shows each 10 s that it lives. */
const silence = 25_000;
const longestPause = 30_000;
/** Between questions where something on the way holds a stream back. */
const askAgain = 10_000;
/** A browser has six connections for each server: a tab in the background gives its own back. */
const unseen = 30_000;

/** The server says that there is nothing to follow. */
class Refused extends Error {
  /** @param {Trouble} trouble */
  constructor(trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/**
 * @param {Sought} sought
 * @param {Follower} follower
 * @returns {() => void} ends it
 */
export function follow(sought, follower) {
  const over = new AbortController();
  void run(sought, follower, over.signal);
  return () => over.abort();
}

/**
 * @param {Sought} sought
 * @param {Follower} follower
 * @param {AbortSignal} over
 */
async function run(sought, follower, over) {
  const way = { version: '', retry: 2000, failures: 0, isHeldBack: false };
  while (!over.aborted) {
    await untilShown(over);
    try {
      if (way.version === '' || way.isHeldBack) await ask(sought, follower, way, over);
      if (!way.isHeldBack) await listen(sought, follower, way, over);
      way.failures = 0;
    } catch (error) {
      if (over.aborted) return;
      if (error instanceof Refused) return follower.trouble(error.trouble);
      way.failures += 1;
      if (way.version === '') follower.trouble('away');
    }
    if (!way.isHeldBack) follower.live(false);
    const pause = way.isHeldBack ? askAgain : Math.min(longestPause, way.retry * 2 ** way.failures);
    // never all at once after a restart
    await sleep(pause * (0.5 + Math.random() / 2), over);
  }
}

/** @typedef {{ version: string, retry: number, failures: number, isHeldBack: boolean }} Way */

/**
 * @param {Sought} sought
 * @param {Follower} follower
 * @param {Way} way
 * @param {AbortSignal} over
 */
async function ask(sought, follower, way, over) {
  const response = await request('state', sought, {}, AbortSignal.any([over, AbortSignal.timeout(silence)]));
  // the server's own shape
  const { data } = /** @type {{ data: TrackedThing }} */ (await response.json());
  way.version = data.version;
  follower.show(data, skewOf(response));
}

/**
 * Comes back when the server ends the stream.
 *
 * @param {Sought} sought
 * @param {Follower} follower
 * @param {Way} way
 * @param {AbortSignal} over
 */
async function listen(sought, follower, way, over) {
  const quiet = new AbortController();
  const away = whenUnseen();
  let timer = setTimeout(() => quiet.abort(), silence);
  let heard = 0;
  try {
    const headers = { accept: 'text/event-stream', 'last-event-id': way.version };
    const response = await request('live', sought, headers, AbortSignal.any([over, quiet.signal, away.signal]));
    const skew = skewOf(response);
    for await (const { event, data, id, retry } of eventsIn(response, () => {
      clearTimeout(timer);
      timer = setTimeout(() => quiet.abort(), silence);
      heard += 1;
      way.failures = 0;
      follower.live(true);
    })) {
      if (retry > 0) way.retry = retry;
      if (event !== 'state' || data === '') continue;
      way.version = id;
      follower.show(JSON.parse(data), skew);
    }
  } catch (error) {
    if (away.signal.aborted) return;
    // a stream that is open and shows nothing at all is held back by something on the way
    if (quiet.signal.aborted && heard === 0 && !over.aborted) way.isHeldBack = true;
    throw error;
  } finally {
    clearTimeout(timer);
    away.stop();
  }
}

/** A signal that comes when nobody has looked at the page for a while. */
function whenUnseen() {
  const away = new AbortController();
  /** @type {number | undefined} */
  let timer;
  const look = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(() => away.abort(), unseen);
  };
  const stop = () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
  document.addEventListener('visibilitychange', look);
  look();
  return { signal: away.signal, stop };
}

/** @param {AbortSignal} over */
async function untilShown(over) {
  while (document.hidden && !over.aborted) {
    await new Promise((resolve) => {
      document.addEventListener('visibilitychange', resolve, { once: true, signal: over });
      over.addEventListener('abort', resolve, { once: true });
    });
  }
}

/**
 * Names of places in a box of one degree.
 *
 * @param {Sought} sought
 * @param {import('./types.ts').Place} corner in the south-west, in whole degrees
 * @returns {Promise<readonly import('./types.ts').PlaceName[]>}
 */
export async function fetchNames({ token, key }, { lat, lng }) {
  const url = new URL(`../../places?lat=${lat}&lng=${lng}`, import.meta.url);
  const response = await fetch(url, { headers: headersOf(token, key), credentials: 'omit' });
  if (!response.ok) throw new Error(`The server answered ${response.status}`);
  const { data } = /** @type {{ data: readonly import('./types.ts').PlaceName[] }} */ (await response.json());
  return data;
}

/**
 * With dashes: many proxies drop a header whose name has underscores.
 *
 * @param {string} token
 * @param {string} key
 */
function headersOf(token, key) {
  return { 'www-authenticate': `BASIC ${token}`, 'client-secret-key': key };
}

/**
 * @param {'state' | 'live'} what
 * @param {Sought} sought
 * @param {Record<string, string>} headers
 * @param {AbortSignal} signal
 */
async function request(what, { kind, name, token, key }, headers, signal) {
  const url = new URL(`../../${what}`, import.meta.url);
  url.searchParams.set(kind === 'order' ? 'ordno' : 'tripname', name);
  const response = await fetch(url, {
    headers: { ...headersOf(token, key), ...headers },
    signal,
    cache: 'no-store',
    credentials: 'omit',
  });
  if (response.ok) return response;
  void response.body?.cancel();
  if (response.status === 401) throw new Refused('refused');
  if (response.status === 404 || response.status === 400) throw new Refused('unknown');
  throw new Error(`The server answered ${response.status}`);
}

/** @param {Response} response */
function skewOf(response) {
  const said = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(said) ? 0 : said - Date.now();
}

/**
 * Server-sent events, as the HTML standard writes them; ours end their lines with LF.
 *
 * @param {Response} response
 * @param {() => void} heard called for each piece that arrives
 */
async function* eventsIn(response, heard) {
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    const blocks = (text + value).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => [line.split(':', 1)[0] ?? '', line.replace(/^\w*: ?/, '')]),
      );
      const { event = '', data = '', id = '', retry = '' } = Object.fromEntries(fields);
      yield { event, data, id, retry: Number(retry) };
    }
  }
}

/**
 * Less when the network comes back.
 *
 * @param {number} ms
 * @param {AbortSignal} over
 */
async function sleep(ms, over) {
  await new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      over.removeEventListener('abort', done);
      resolve(null);
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    over.addEventListener('abort', done);
  });
}
