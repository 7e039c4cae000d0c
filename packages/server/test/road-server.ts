/** An OSRM for tests: a real HTTP server on this machine that answers with the distances it is told. */
import { createServer } from 'node:http';
import { createRouterServer, type RouterServer } from '../src/lib/router/router-server.ts';
import { listen } from './receiver.ts';

export interface TestRouter {
  readonly router: RouterServer;
  /** Paths that were asked for. */
  readonly asked: string[];
  /** What it answers from now on, for so many drop-offs; null: it is broken. */
  answer: ((count: number) => readonly (number | null)[]) | null;
  readonly close: () => Promise<void>;
}

export async function startTestRouter(): Promise<TestRouter> {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const count = url.split(';').length - 1;
    if (test.answer) response.end(JSON.stringify({ code: 'Ok', distances: [[0, ...test.answer(count)]] }));
    else response.writeHead(503).end();
  });
  let time = 0;
  // a minute goes by between two questions: a router that was broken is asked again
  const now = () => (time += 60_000);
  const router = createRouterServer({ kind: 'osrm', url: `http://127.0.0.1:${await listen(server)}`, timeoutMs: 2000, now }); // prettier-ignore
  const test: TestRouter = {
    router,
    asked,
    answer: null,
    async close() {
      await router.close();
      server.close().closeAllConnections();
    },
  };
  return test;
}
