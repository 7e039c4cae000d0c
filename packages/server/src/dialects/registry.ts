/** Every dialect, by hand; a test checks that each folder is here and complete. */
import type { Dialect } from './dialect.ts';
import { gotsurge } from './gotsurge/index.ts';
import { loginext } from './loginext/index.ts';
import { mdelivery } from './mdelivery/index.ts';
import { native } from './native/index.ts';
import { saladin } from './saladin/index.ts';
import { subplace } from './subplace/index.ts';

export const dialects: readonly Dialect[] = [loginext, gotsurge, mdelivery, subplace, saladin, native];
