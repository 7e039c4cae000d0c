#!/usr/bin/env node
/// <reference types="node" />
// Starts the command line from the sources in a workspace, or from what was built of them in the published package.
import { existsSync } from 'node:fs';
import module from 'node:module';

const source = new URL('../src/cli/start.ts', import.meta.url);
if (existsSync(source) && !process.features.typescript) {
  process.stderr.write(`waybill-plan: Node 24 is needed, this is ${process.version}\n`);
  process.exit(1);
}
// Compiled code from the last run saves a tenth of a second; the planning threads find it by the environment.
module.enableCompileCache?.();
process.env.NODE_COMPILE_CACHE ??= module.getCompileCacheDir?.() ?? '';
await import(existsSync(source) ? source.href : new URL('../dist/cli/start.js', import.meta.url).href);
