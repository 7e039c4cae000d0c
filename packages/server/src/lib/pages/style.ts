/** The one style sheet of our pages, and its hash for their policy. */
import { createHash } from 'node:crypto';

/** Fonts of the system, light and dark; targets of 44 pixels; nothing wider than 320. */
export const sheet = `
:root { color-scheme: light dark; --ground: #f2f4f7; --card: #fff; --text: #182230; --quiet: #556071; --line: #8a94a3;
  --deed: #0b5cad; --deed-text: #fff; --fault: #b42318; --fault-ground: #fef3f2; --focus: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ground: #11161d; --card: #1a212b; --text: #eef1f5; --quiet: #a9b4c2;
  --line: #728092; --deed: #7db8f5; --deed-text: #0c1826; --fault: #ff9c92; --fault-ground: #35191a; --focus: #9bcbff; } }
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--ground);
  color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 26rem; padding: 1.75rem 1.5rem; background: var(--card); border-radius: 0.75rem;
  box-shadow: 0 1px 3px rgb(0 0 0 / 0.18); overflow-wrap: anywhere; }
h1 { margin: 0 0 0.5rem; font-size: 1.4rem; line-height: 1.25; }
p { margin: 0 0 1rem; }
ul, ol { margin: 0 0 1rem; padding-left: 1.25rem; }
main > :last-child { margin-bottom: 0; }
.brand { margin-bottom: 1.25rem; color: var(--quiet); font-size: 0.875rem; font-weight: 600; letter-spacing: 0.02em; }
.quiet { color: var(--quiet); font-size: 0.875rem; }
.fault { padding: 0.75rem 1rem; border-left: 0.25rem solid var(--fault); background: var(--fault-ground); }
label { display: block; margin-bottom: 0.25rem; font-weight: 600; }
input { display: block; width: 100%; min-height: 2.75rem; margin-bottom: 1rem; padding: 0.5rem 0.75rem; font: inherit;
  color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 0.375rem; }
input[aria-invalid] { border-color: var(--fault); }
input[readonly] { border-style: dashed; color: var(--quiet); }
button { display: block; width: 100%; min-height: 2.75rem; margin-bottom: 0.75rem; padding: 0.5rem 1rem; font: inherit;
  font-weight: 600; cursor: pointer; border: 1px solid var(--deed); border-radius: 0.375rem; background: var(--deed);
  color: var(--deed-text); }
button.other { background: transparent; border-color: var(--line); color: inherit; }
a { color: var(--deed); }
a.deed { display: block; min-height: 2.75rem; margin-bottom: 0.75rem; padding: 0.5rem 1rem; font-weight: 600; text-align: center;
  text-decoration: none; border: 1px solid var(--deed); border-radius: 0.375rem; background: var(--deed); color: var(--deed-text); }
h2 { margin: 1.5rem 0 0.5rem; font-size: 1.1rem; line-height: 1.3; }
table { width: 100%; margin: 0 0 1.5rem; border-collapse: collapse; }
caption { margin-bottom: 0.25rem; text-align: left; color: var(--quiet); font-size: 0.875rem; }
th, td { padding: 0.5rem 0; border-top: 1px solid var(--line); vertical-align: baseline; }
th { text-align: left; font-weight: 400; }
td { padding-left: 1rem; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
tfoot th, tfoot td { font-weight: 600; }
pre { margin: 0 0 1rem; padding: 0.75rem 1rem; font: 0.8125rem/1.45 ui-monospace, monospace; white-space: pre-wrap;
  border: 1px solid var(--line); border-radius: 0.375rem; background: var(--ground); }
iframe { display: block; width: 100%; height: 28rem; margin-bottom: 1rem; border: 1px solid var(--line); border-radius: 0.375rem; }
[hidden] { display: none !important; }
main:has(pre, iframe) { max-width: 44rem; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
@media (forced-colors: active) { main { border: 1px solid; } }
`;

/** As a source of `style-src`. */
export const sheetHash = `'sha256-${createHash('sha256').update(sheet).digest('base64')}'`;
