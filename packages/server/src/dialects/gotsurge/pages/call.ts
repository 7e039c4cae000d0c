/** A request and its answer, as the playground shows them. */
import { html, type Markup } from '../../../lib/pages/html.ts';

export interface Call {
  readonly method: 'POST';
  /** Absolute. */
  readonly url: string;
  /** What went with the body, beside its media type. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly status: number;
  readonly answer: string;
}

const pretty = (value: unknown) => JSON.stringify(value, null, 2);

export function callPieces({ method, url, headers, body, status, answer }: Call): Markup {
  const lines = Object.entries({ ...headers, 'content-type': 'application/json' }).map(([name, value]) => `${name}: ${value}`); // prettier-ignore
  return html`<h2>The request</h2>
    <pre>${[`${method} ${url}`, ...lines, '', pretty(body)].join('\n')}</pre>
    <h2>The answer</h2>
    <pre>${status} ${prettyText(answer)}</pre>`;
}

/** What is no JSON stays as it is. */
function prettyText(text: string): string {
  try {
    return pretty(JSON.parse(text));
  } catch {
    return text;
  }
}
