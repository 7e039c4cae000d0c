/** Keeps compiled code between starts. Imported first, so that what is loaded after it is kept and found. */

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Inside the project, where only its owner writes: in the shared temporary folder another user of the machine could
// lay code of theirs for us to run. Where we may not write either, there is no cache and no harm.
enableCompileCache(join(import.meta.dirname, '../../../../node_modules/.cache/waybill'));
