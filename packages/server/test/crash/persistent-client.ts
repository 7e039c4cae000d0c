/** A client that does not give up: it sends the same content again until the server has said yes or no to it. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What all clients of a run met on their way. */
export interface Weather {
  readonly answers: Map<string, number>;
  /** Answers that no crash excuses: a 500, a 503 that does not say when to come back, the driver's own words. */
  readonly improper: string[];
  slowestMs: number;
  /** True ends all clients: the run has failed, and nobody is left to answer them. */
  givenUp: boolean;
}

export const newWeather = (): Weather => ({ answers: new Map(), improper: [], slowestMs: 0, givenUp: false });

/** Longer than any answer may take, so that a request that hangs is told from a slow one. */
const patienceMs = 15_000;
const driverWords = /ECONN|terminat|postgres|SQL|relation|timeout exceeded|at \/|node:/i;

export async function insist(weather: Weather, request: Request): Promise<Answer> {
  while (!weather.givenUp) {
    const begun = performance.now();
    const answer = await send(request).catch(wordOf);
    weather.slowestMs = Math.max(weather.slowestMs, performance.now() - begun);
    const word = typeof answer === 'string' ? answer : String(answer.status);
    weather.answers.set(word, (weather.answers.get(word) ?? 0) + 1);
    if (typeof answer === 'string') {
      await sleep(100 + Math.random() * 300);
      continue;
    }
    const fault = judge(answer);
    if (fault) weather.improper.push(`${request.method} ${new URL(request.url).pathname}: ${fault} ${answer.text}`);
    const wait = answer.headers.get('retry-after');
    if (answer.status < 500 && wait === null) return answer;
    // a tenth of what it asks for: whoever comes back too early is part of the weather
    await sleep(Number(wait ?? 1) * 100 * (0.5 + Math.random()));
  }
  throw new Error('The run was given up.');
}

async function send({ method, url, headers, body }: Request): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function judge({ status, headers, text }: Answer): string | null {
  if (status < 500) return null;
  if (status !== 503) return `answered ${status}`;
  if (headers.get('retry-after') === null) return 'a 503 without Retry-After';
  return driverWords.test(text) ? 'the words of the driver' : null;
}

function wordOf(cause: unknown): string {
  return cause instanceof Error && cause.name === 'TimeoutError' ? 'hung' : 'socket error';
}
