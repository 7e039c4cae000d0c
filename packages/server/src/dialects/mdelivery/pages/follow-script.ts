/** Keeps the page of a delivery fresh where scripts run: it looks again, and writes what has changed. */
import type { Markup } from '../../../lib/pages/html.ts';
import { pageScript } from '../../../lib/pages/script.ts';

/** Milliseconds between two looks. */
const every = 20_000;

const { source, tag } = pageScript(`
const look = async () => {
  if (document.visibilityState !== 'visible' || document.querySelector('[data-live] :focus')) return;
  try {
    const answer = await fetch(location.href, { cache: 'no-store' });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of document.querySelectorAll('[data-live]')) {
      const now = fresh.querySelector('[data-live="' + part.dataset.live + '"]');
      if (!now || now.outerHTML === part.outerHTML) continue;
      part.className = now.className;
      part.innerHTML = now.innerHTML;
    }
    document.title = fresh.title;
  } catch {}
};
setInterval(look, Number(document.currentScript.dataset.every));
addEventListener('visibilitychange', look);
`);

export const refreshSource: string = source;
export const refreshTag = (): Markup => tag({ every: String(every) });
