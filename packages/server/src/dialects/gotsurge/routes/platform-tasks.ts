/** Tasks of a platform: create, list, detail, update, drafts, broadcasting, tracking ids. */
import type { Register } from './app.ts';

export const platformTasks: Register = () => undefined;
