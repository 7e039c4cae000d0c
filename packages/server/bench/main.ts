/**
 * `npm run bench`: the product against its limits, one table. `--only T1,T5a`, `--turns N`, `--seconds N`, `--write FILE`.
 * `npm run bench:quick` measures some rows briefly and fails when one has fallen; `--record` keeps what it should be.
 */
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { judge, record, recorded } from './guard.ts';
import { openBench } from './processes.ts';
import { signIn } from './product.ts';
import { measure, type Measured } from './row.ts';
import { backgroundRows } from './rows-behind.ts';
import { insideRows } from './rows-inside.ts';
import { listingRows } from './rows-listing.ts';
import { requestRows } from './rows.ts';
import { toTable } from './table.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    turns: { type: 'string' },
    seconds: { type: 'string' },
    write: { type: 'string' },
    quick: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
});
const quick = recorded();
const only = values.only?.split(',') ?? (values.quick ? Object.keys(quick.ratios) : undefined);
const effort = { turns: Number(values.turns ?? (values.quick ? 3 : 5)), seconds: Number(values.seconds ?? (values.quick ? 1 : 3)) }; // prettier-ignore

const bench = await openBench();
try {
  const [product, anchor] = [await bench.product(), await bench.anchor('anchor-server.ts')];
  const client = await signIn(product);
  const behind = await backgroundRows(bench, product, anchor, client);
  const inside = insideRows(bench.databaseUrl);
  const listing = listingRows(bench.databaseUrl);
  const rows = [...(await requestRows(client, anchor.url)), ...inside.rows, ...listing.rows, ...behind.rows];
  const measured: Measured[] = [];
  for (const row of rows) {
    if (only && !only.includes(row.id)) continue;
    process.stderr.write(`${row.id}  ${row.what} …\n`);
    const { fault, ...one } = values.quick ? await judge(row, effort, quick) : { ...(await measure(row, effort)), fault: undefined }; // prettier-ignore
    measured.push(one);
    process.stderr.write(`${toTable([one]).split('\n').at(-2)}\n`);
    if (!fault) continue;
    process.stderr.write(`${fault}\n`);
    process.exitCode = 1;
  }
  behind.close();
  await inside.close();
  await listing.close();
  const table = toTable(measured);
  process.stdout.write(table);
  if (values.write) writeFileSync(values.write, `${machine()}\n\n${table}`);
  if (values.record) record(measured, quick);
} finally {
  await bench.close();
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${cpus().length} × ${model}, ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
}
