/** The sign-in page for partners' own pages, and the exchange of what it hands out. */
import type { Register } from './app.ts';

export const sso: Register = () => undefined;
