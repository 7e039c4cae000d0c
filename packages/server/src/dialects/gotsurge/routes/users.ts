/** Invitations of people to an organisation. */
import type { Register } from './app.ts';

export const users: Register = () => undefined;
