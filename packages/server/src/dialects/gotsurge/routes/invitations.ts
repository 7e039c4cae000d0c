/** The page on which an invitation is accepted. */
import type { Register } from './app.ts';

export const invitations: Register = () => undefined;
