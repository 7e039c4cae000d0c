/** GotSurge's names in front of the authorization server: authorize, token, refresh. */
import type { Register } from './app.ts';

export const oauth2: Register = () => undefined;
