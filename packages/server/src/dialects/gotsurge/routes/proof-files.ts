/** Files of the proof of a handover. */
import type { Register } from './app.ts';

export const proofFiles: Register = () => undefined;
