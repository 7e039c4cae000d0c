/** A page of the sandbox that walks through the whole dance. */
import type { Register } from './app.ts';

export const playground: Register = () => undefined;
