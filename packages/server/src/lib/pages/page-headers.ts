/** Headers of our pages: no script but a known one, no frame, no cache, and forms that lead where they are meant to. */
import { sheetHash } from './style.ts';

/** A scheme, with a host and a port where it has them: nothing else may slip into the policy. */
const plain = /^[a-z][a-z0-9+.-]*:(\/\/([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?)?$/;

export interface PageRules {
  /** The URL that a form of the page ends at after its redirects; browsers hold redirects to the policy. */
  readonly formTarget?: string | null;
  /** The one style sheet of the page, as a source of `style-src`; without it, the one of all pages. */
  readonly style?: string;
  /** The one script of the page, as a source of `script-src`. */
  readonly script?: string | null;
  /** The script asks us for more. */
  readonly asksUs?: boolean;
  /** The URL of the one page that it frames. */
  readonly frame?: string | null;
  /** Pages of our own may frame it. */
  readonly framedByUs?: boolean;
  readonly https: boolean;
}

/** No Cross-Origin-Opener-Policy: partners open these pages as windows of theirs, and it would cut them off for good. */
export function pageHeaders({
  formTarget = null,
  style = sheetHash,
  script = null,
  asksUs = false,
  frame = null,
  framedByUs = false,
  https,
}: PageRules): Readonly<Record<string, string>> {
  const target = formTarget === null ? null : sourceOf(formTarget);
  const framed = frame === null ? null : sourceOf(frame);
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      "default-src 'none'",
      `style-src ${style}`,
      "img-src 'self'",
      ...(script === null ? [] : [`script-src ${script}`]),
      ...(asksUs ? ["connect-src 'self'"] : []),
      ...(framed === null ? [] : [`frame-src ${framed}`]),
      `form-action 'self'${target === null ? '' : ` ${target}`}`,
      `frame-ancestors ${framedByUs ? "'self'" : "'none'"}`,
      "base-uri 'none'",
    ].join('; '),
    'x-frame-options': framedByUs ? 'SAMEORIGIN' : 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    ...(https && { 'strict-transport-security': 'max-age=31536000' }),
  };
}

/** The origin of a URL as a source of the policy; of an app's own scheme, the scheme. Null: it cannot be one. */
function sourceOf(url: string): string | null {
  const parsed = URL.parse(url);
  if (!parsed) return null;
  const source = parsed.origin === 'null' ? parsed.protocol : parsed.origin;
  return plain.test(source) ? source : null;
}
