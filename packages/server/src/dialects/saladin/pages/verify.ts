/** The page behind a certificate's QR code: whether it is genuine, and no more of it than that takes. */
import { html } from '../../../lib/pages/html.ts';
import { page } from '../../../lib/pages/layout.ts';
import type { ShownPolicy } from '../../../use-cases/policy/certificate.ts';
import { locales, stateWords, type Language } from '../../../use-cases/policy/certificate-words.ts';
import { words } from './words.ts';

export function verifyPage({ policy, timeZone }: ShownPolicy, language: Language): string {
  const said = words[language];
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone });
  const rows = [
    [said.number, policy.number],
    [said.state, stateWords[language][policy.state]],
    [said.insured, initialsOf(policy.customer.name ?? '')],
    [said.validFrom, format.format(policy.createdAt)],
    [said.validUntil, format.format(policy.endedAt ?? policy.validUntil)],
  ] as const;
  return page(
    said.title,
    html`<h1>${said.title}</h1>
      <p>${policy.state === 'active' ? said.genuine : said.over}</p>
      <table>
        <tbody>
          ${rows.map(
            ([label, text]) =>
              html`<tr>
                <th scope="row">${label}</th>
                <td>${text}</td>
              </tr>`,
          )}
        </tbody>
      </table>`,
    language,
  );
}

export function faultPage(title: string, advice: string, language: Language): string {
  return page(
    title,
    html`<h1>${title}</h1>
      <p>${advice}</p>`,
    language,
  );
}

/** `C. T. Đ.`: enough for whoever knows the name. */
function initialsOf(name: string): string {
  const segments = new Intl.Segmenter();
  const firsts = name.split(/\s+/).flatMap((word) => [...segments.segment(word)].slice(0, 1));
  return firsts.map(({ segment }) => `${segment}.`).join(' ');
}
