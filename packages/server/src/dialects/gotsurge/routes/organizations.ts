/** Organisations that a platform looks after, and their roles. */
import type { Register } from './app.ts';

export const organizations: Register = () => undefined;
