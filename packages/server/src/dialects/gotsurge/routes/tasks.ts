/** Tasks of one app: create and broadcast, detail, cancel. */
import type { Register } from './app.ts';

export const tasks: Register = () => undefined;
