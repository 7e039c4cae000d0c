/** What the runner tells its owner while it works; a pino logger fits. */

export type Log = {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
};
