/** Price recommendation. */
import type { Register } from './app.ts';

export const price: Register = () => undefined;
