/** A script of our own in a page: constant, so that the page's policy can name it by its hash. */
import { createHash } from 'node:crypto';
import { html, Markup } from './html.ts';

export interface PageScript {
  /** As a source of `script-src`. */
  readonly source: string;
  /** @param data what it reads of `document.currentScript.dataset`; names in lower case */
  readonly tag: (data: Readonly<Record<string, string>>) => Markup;
}

/** @param code must not hold `</script` */
export function pageScript(code: string): PageScript {
  return {
    source: `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
    tag: (data) => {
      const attributes = Object.entries(data).map(([name, value]) => html` data-${name}="${value}"`);
      // not escaped: it is ours, and its hash counts every sign
      return new Markup(`<script${html`${attributes}`.text}>${code}</script>`);
    },
  };
}
