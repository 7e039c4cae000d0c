/** The entry: reads the settings, starts the server, ends it on a signal, and says in plain words what went wrong. */

// oxlint-disable-next-line import/no-unassigned-import -- it works by being first
import './lib/compile-cache.ts';
import { pino } from 'pino';
import { ConfigFaults, readConfig } from './config.ts';
import { loggerOptions } from './http/logging.ts';
import { createShutdown, endOnSignal } from './lib/shutdown.ts';
import { StartFault } from './lib/start-fault.ts';

const explain = (cause: unknown): string => {
  if (cause instanceof StartFault) return `Waybill cannot start. ${cause.message}\nWhat to do: ${cause.mend}\n`;
  if (cause instanceof ConfigFaults) {
    return `Waybill cannot start with these settings:\n${cause.faults.map((fault) => `- ${fault}\n`).join('')}`;
  }
  return `Waybill cannot start: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`;
};

try {
  const config = readConfig(process.env, process.cwd());
  const log = pino(loggerOptions(config.logLevel));
  const shutdown = createShutdown((cause) => log.error({ err: cause }, 'not everything closed in order'));
  // Loaded now and not above: only so does the compile cache, which saves a third of the start, know its modules.
  const started = import('./serve.ts').then(({ serve }) => serve(config, log, shutdown));
  endOnSignal(async () => {
    // A start that is under way is brought to its end first: what it opens half-way could not be closed.
    await started.catch(() => undefined);
    await shutdown.close();
  });
  try {
    process.stdout.write(`Waybill is ready at ${await started}\n`);
  } catch (cause) {
    await shutdown.close();
    throw cause;
  }
} catch (cause) {
  process.stderr.write(explain(cause));
  process.exit(1);
}
