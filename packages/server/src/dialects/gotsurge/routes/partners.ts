/** Partner detail, whose path is the credential. */
import type { Register } from './app.ts';

export const partners: Register = () => undefined;
