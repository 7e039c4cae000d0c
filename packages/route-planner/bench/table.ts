/** Aligned columns for the terminal. */

export interface Column {
  readonly title: string;
  readonly width: number;
  readonly left?: boolean;
}

export function row(columns: readonly Column[], cells: readonly string[]): string {
  return columns
    .map(({ width, left = false }, at) => {
      const cell = cells[at] ?? '';
      return left ? cell.padEnd(width) : cell.padStart(width);
    })
    .join('  ')
    .trimEnd();
}

export const percent = (gap: number | null | undefined): string =>
  gap === null || gap === undefined ? '-' : `${gap > -0.005 ? '+' : '-'}${Math.abs(gap).toFixed(2)}%`;

export const mean = (numbers: readonly number[]): number | null =>
  numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
