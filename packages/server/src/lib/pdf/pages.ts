/** Where the next thing goes on the pages of a sheet. */
import type { Doc } from './text-box.ts';

export const margin = 48;
export const colours = { ink: '#1b2430', faint: '#66758a', line: '#d5dce6', accent: '#17406d', over: '#5a6472', paper: '#f6f8fb' } as const; // prettier-ignore

export interface Pages {
  readonly doc: Doc;
  readonly left: number;
  readonly width: number;
  /** The top of what comes next. */
  y: number;
  /** Goes on to a new page where the rest of this one is lower than this. */
  readonly ensure: (height: number) => void;
}

export function createPages(doc: Doc): Pages {
  const pages: Pages = {
    doc,
    left: margin,
    width: doc.page.width - 2 * margin,
    y: margin,
    ensure(height) {
      if (pages.y + height <= doc.page.height - margin) return;
      doc.addPage();
      pages.y = margin;
    },
  };
  return pages;
}
