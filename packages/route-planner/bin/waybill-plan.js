#!/usr/bin/env node
/// <reference types="node" />
// Starts the command line from the sources in a workspace, or from what was built of them in the published package.
import { existsSync } from 'node:fs';

const source = new URL('../src/cli/start.ts', import.meta.url);
if (existsSync(source) && !process.features.typescript) {
  process.stderr.write(`waybill-plan: Node 24 is needed, this is ${process.version}\n`);
  process.exit(1);
}
await import(existsSync(source) ? source.href : new URL('../dist/cli/start.js', import.meta.url).href);
