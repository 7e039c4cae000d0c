/** A process of its own that migrates, so that a test can kill it: `node migrate-process.ts URL FOLDER`. */
import { migrate } from '../src/store/migrate.ts';

const [, , url = '', folder = ''] = process.argv;
await migrate(url, folder);
