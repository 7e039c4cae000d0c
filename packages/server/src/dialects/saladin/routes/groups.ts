/** Every group of routes. */
import type { Register } from './app.ts';
import { cancel } from './cancel.ts';
import { certificates } from './certificates.ts';
import { submit } from './submit.ts';
import { tracking } from './tracking.ts';

/** Pages and papers for whoever has their link. */
export const open: readonly Register[] = [certificates];

/** The three operations: their bodies are signed. */
export const signed: readonly Register[] = [submit, tracking, cancel];
