/** Headers of our pages: no script, no frame, no cache, and forms that lead where they are meant to. */
import { sheetHash } from './style.ts';

/** A scheme, with a host and a port where it has them: nothing else may slip into the policy. */
const plain = /^[a-z][a-z0-9+.-]*:(\/\/([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?)?$/;

/**
 * No Cross-Origin-Opener-Policy: partners open these pages as windows of theirs, and it would cut them off for good.
 * @param formTarget the URL that a form of the page ends at after its redirects; browsers hold redirects to the policy
 */
export function pageHeaders({
  formTarget = null,
  https,
}: {
  readonly formTarget?: string | null;
  readonly https: boolean;
}): Readonly<Record<string, string>> {
  const target = formTarget === null ? null : sourceOf(formTarget);
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      "default-src 'none'",
      `style-src ${sheetHash}`,
      "img-src 'self'",
      `form-action 'self'${target === null ? '' : ` ${target}`}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    ...(https && { 'strict-transport-security': 'max-age=31536000' }),
  };
}

/** The origin of a URL as a source of the policy; of an app's own scheme, the scheme. */
function sourceOf(url: string): string | null {
  const parsed = URL.parse(url);
  if (!parsed) return null;
  const source = parsed.origin === 'null' ? parsed.protocol : parsed.origin;
  return plain.test(source) ? source : null;
}
