/** How benches print what they measured, and keep it for the page about scale. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Figures } from './needs.ts';

const file = new URL('../../demo/docs/figures.json', import.meta.url);

export const readFigures = (): Figures => JSON.parse(readFileSync(file, 'utf8')) as Figures;

/** Puts what was measured in the place of what was measured before. */
export function keepMeasured(measured: Partial<Figures['measured']>): void {
  const figures = readFigures();
  figures.measured = { ...figures.measured, ...measured };
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle) - 1] ?? Number.NaN)) / 2;
}

/** Prints a table with a title; columns as wide as they need to be. */
export function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  console.log([`\n${title}`, line(head), ...rows.map(line)].join('\n'));
}
