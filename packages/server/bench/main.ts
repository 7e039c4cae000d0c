/** `npm run bench`: the product against its limits, one table. `--only T1,T5a`, `--turns N`, `--seconds N`, `--write FILE`. */
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { openBench } from './processes.ts';
import { signIn } from './product.ts';
import { measure, type Measured } from './row.ts';
import { backgroundRows } from './rows-behind.ts';
import { requestRows } from './rows.ts';
import { toTable } from './table.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    turns: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    write: { type: 'string' },
  },
});
const only = values.only?.split(',');
const effort = { turns: Number(values.turns), seconds: Number(values.seconds) };

const bench = await openBench();
try {
  const [product, anchor] = [await bench.product(), await bench.anchor('anchor-server.ts')];
  const client = await signIn(product);
  const behind = await backgroundRows(bench, product, anchor, client);
  const rows = [...(await requestRows(client, anchor.url)), ...behind.rows];
  const measured: Measured[] = [];
  for (const row of rows) {
    if (only && !only.includes(row.id)) continue;
    process.stderr.write(`${row.id}  ${row.what} …\n`);
    measured.push(await measure(row, effort));
    process.stderr.write(`${toTable(measured.slice(-1)).split('\n').at(-2)}\n`);
  }
  behind.close();
  const table = toTable(measured);
  process.stdout.write(table);
  if (values.write) writeFileSync(values.write, `${machine()}\n\n${table}`);
} finally {
  await bench.close();
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${cpus().length} × ${model}, ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
}
