/**
 * A plan as one web page that needs nothing else: the map in `map-page/`, with the plan in it as data.
 *
 * Nothing of the plan becomes markup or script: it lies in the page as JSON with `<` escaped, is shown as text only,
 * and the page's policy lets nothing run or load but the two blocks whose hashes it names.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MapData } from './map-data.ts';

const folder = join(import.meta.dirname, '../../map-page');
const scripts = ['elements.js', 'words.js', 'colours.js', 'view.js', 'draw.js', 'panel.js', 'moves.js', 'main.js'];

export function renderMap(data: MapData): string {
  const style = asset('page.css');
  const script = `(() => {\n'use strict';\n${scripts.map(withoutModules).join('\n')}
start(JSON.parse(document.querySelector('#data').textContent));\n})();`;
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Routes</title>
<style>${style}</style>
</head>
<body>
${asset('page.html')}
<script type="application/json" id="data">${asJson(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

const asset = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** The files are modules for the sake of readers and linters; on the page they are one script. */
const withoutModules = (name: string): string =>
  asset(name)
    .replace(/^import .*;\n/gmu, '')
    .replace(/^export /gmu, '');

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Neither `</script>` nor a line end of JavaScript can come out of it. */
const asJson = (data: MapData): string =>
  JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
