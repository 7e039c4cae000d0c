/** Adds the routes of one resource. */
import type { Deps } from '../../../use-cases/deps.ts';
import type { NativeApp } from './app.ts';

export type Resource = (app: NativeApp, deps: Deps) => void | Promise<void>;
