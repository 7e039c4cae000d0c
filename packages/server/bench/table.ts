/** The table that people read. */
import type { Measured } from './row.ts';

export function toTable(rows: readonly Measured[]): string {
  const head = ['', 'what', 'product', 'limit', 'ratio', 'target', '', 'others'];
  const lines = rows.map(({ id, what, unit, product, limit, ratio, target, reached, others }) => [
    id,
    what,
    `${round(product)} ${unit}`,
    `${round(limit)} ${unit}`,
    ratio.toFixed(2),
    target.toFixed(2),
    reached ? 'yes' : '**no**',
    others === null ? '?' : others.toFixed(1),
  ]);
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n') + '\n';
}

function round(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 10 ? 1 : 2);
}
