/** The style sheet of the receiver's pages: the house's, with what they have beside it. */
import { createHash } from 'node:crypto';
import { sheet as house } from '../../../lib/pages/style.ts';

export const sheet = `${house}
:root { --good: #14784a; --wash: #eaf1f8; }
@media (prefers-color-scheme: dark) { :root { --good: #63d39b; --wash: #20303f; } }
body { display: block; padding: 0 1rem 3rem; font-variant-numeric: tabular-nums; }
.top, main, .foot { width: 100%; max-width: 42rem; margin-inline: auto; }
.top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.25rem 1rem; padding: 0.75rem 0; }
.top .brand { margin: 0; font-size: 1rem; }
.top ul { display: flex; gap: 0.25rem; margin: 0; padding: 0; list-style: none; }
.top li a { display: grid; place-items: center; min-width: 2.75rem; min-height: 2.75rem; border-radius: 0.375rem; text-decoration: none;
  font-weight: 600; font-size: 0.875rem; }
.top li a[aria-current] { background: var(--card); color: var(--text); }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 0.5rem; padding: 0.5rem 1rem; background: var(--card); z-index: 1; }
main { max-width: 42rem; padding: 1.5rem; }
h1 { text-wrap: balance; }
.way { display: flex; gap: 0.375rem; margin: 0 0 1.5rem; padding: 0; list-style: none; font-size: 0.8125rem; }
.way li { flex: 1; padding-top: 0.5rem; border-top: 0.25rem solid var(--line); color: var(--quiet); overflow-wrap: normal; }
.way li.past, .way li.now { border-color: var(--deed); }
.way li.now { color: var(--text); font-weight: 600; }
.way.line { font-size: 0.75rem; }
dl { margin: 0 0 1.5rem; }
dl > div { display: grid; grid-template-columns: 11rem 1fr; gap: 0 1rem; padding: 0.5rem 0; border-bottom: 1px solid var(--rule); }
:root { --rule: #dfe3e9; }
@media (prefers-color-scheme: dark) { :root { --rule: #333d49; } }
dt { color: var(--quiet); }
dd { margin: 0; }
dl.sum > div { grid-template-columns: 1fr auto; }
dl.sum dd { text-align: end; }
dl.sum .total { font-weight: 700; font-size: 1.125rem; border: 0; }
dl.sum .total dt { color: inherit; }
.goods { padding: 0; list-style: none; }
.goods li { padding: 0.625rem 0; border-bottom: 1px solid var(--rule); display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; }
.goods .quiet { grid-column: 1; }
.hint { margin: -0.125rem 0 0.375rem; color: var(--quiet); font-size: 0.875rem; }
.optional { color: var(--quiet); font-weight: 400; }
.fault { margin-bottom: 1rem; } .fault > :last-child { margin-bottom: 0; } .fault p { margin: 0 0 0.25rem; }
.notice { padding: 0.75rem 1rem; border-left: 0.25rem solid var(--deed); background: var(--wash); }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: 0 1rem; align-items: end; }
fieldset { margin: 0 0 1.25rem; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; margin-bottom: 0.5rem; font-weight: 600; }
.offer { display: grid; grid-template-columns: auto 1fr auto; align-items: center; gap: 0.125rem 0.875rem; margin-bottom: 0.5rem; padding: 0.875rem 1rem;
  border: 1px solid var(--line); border-radius: 0.5rem; font-weight: 400; cursor: pointer; }
.offer:has(:checked) { border-color: var(--deed); box-shadow: inset 0 0 0 1px var(--deed); background: var(--wash); }
.offer input { grid-row: span 2; width: 1.375rem; min-height: 1.375rem; height: 1.375rem; margin: 0; accent-color: var(--deed); }
.offer strong { font-weight: 600; }
.offer .price { font-weight: 700; white-space: nowrap; }
.offer .when { grid-column: 2 / 4; color: var(--quiet); font-size: 0.9375rem; }
.map { display: block; width: 100%; height: auto; margin-bottom: 0.375rem; border-radius: 0.5rem; background: var(--ground); }
.map circle { fill: var(--quiet); } .map text { fill: var(--quiet); font: 16px system-ui, sans-serif; text-anchor: middle; }
.map text.here { fill: var(--text); font-weight: 600; } .map circle.ring { fill: none; stroke: var(--line); stroke-dasharray: 2 5; }
.map path { fill: var(--deed); stroke: var(--card); stroke-width: 2; }
.where { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0.25rem 1rem; }
.where p { margin: 0; }
.status { margin-bottom: 1.25rem; }
.status h1 { font-size: 1.625rem; }
.status.good h1 { color: var(--good); } .status.bad h1 { color: var(--fault); }
.history { padding: 0; list-style: none; }
.history li { position: relative; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: 0 0 0.875rem 1.5rem; }
.history li::before { content: ''; position: absolute; left: 0.2rem; top: 0.5rem; width: 0.55rem; height: 0.55rem; border-radius: 50%; background: var(--line); }
.history li:first-child::before { background: var(--deed); }
.history li:not(:last-child)::after { content: ''; position: absolute; left: 0.43rem; top: 1.3rem; bottom: -0.3rem; width: 2px; background: var(--rule); }
.history .says { flex-basis: 100%; color: var(--quiet); }
time { color: var(--quiet); }
.links { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: 0.5rem 0 0; }
.links a, .where a { display: inline-flex; align-items: center; min-height: 2.75rem; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 30rem) { main { padding: 1.25rem 1rem; } dl:not(.sum) > div { grid-template-columns: 1fr; } .way { font-size: 0.75rem; } .way.line { font-size: 0.6875rem; } }
@media (forced-colors: active) { .way li.past, .way li.now { border-color: Highlight; } }
`;

/** As a source of `style-src`. */
export const sheetHash = `'sha256-${createHash('sha256').update(sheet).digest('base64')}'`;
