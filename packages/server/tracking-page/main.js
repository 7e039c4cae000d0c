// Puts the page together: what it is asked for, what is known of it, in which language.
import { readAddress } from './address.js';
import { fetchNames, follow } from './connection.js';
import { part, say } from './elements.js';
import { canDraw, openChart } from './map.js';
import { sceneOf, show } from './show.js';
import { chosenLanguage, keepLanguage, languages } from './words.js';

/**
 * @typedef {import('./types.ts').Chart} Chart
 * @typedef {import('./types.ts').TrackedThing} TrackedThing
 * @typedef {import('./types.ts').Trouble} Trouble
 */

let words = chosenLanguage();
/** @type {{ thing: TrackedThing, skewMs: number } | null} */
let known = null;
/** @type {Trouble | null} */
let trouble = null;
/** @type {boolean | null} */
let isLive = null;
/** @type {Promise<Chart | null> | null} */
let chart = null;
let end = () => {};

function draw() {
  document.documentElement.lang = words.code;
  document.documentElement.dir = words.dir;
  const other = languages.find(({ code }) => code !== words.code) ?? words;
  const toOther = part('#language');
  toOther.textContent = other.name;
  toOther.lang = other.code;
  toOther.title = other.language;
  const again = part('#again');
  again.textContent = words.again;
  again.hidden = trouble === null || trouble === 'incomplete';
  say(part('#live'), isLive === null || trouble ? '' : isLive ? words.live : words.reconnecting);
  part('#live').classList.toggle('on', isLive === true);
  if (trouble) return drawTrouble(trouble);
  if (!known) {
    document.title = words.title;
    say(part('#subject'), '');
    say(part('#headline'), words.loading);
    say(part('#detail'), '');
    return;
  }
  show(known.thing, words, Date.now() + known.skewMs);
}

/** @param {Trouble} trouble */
function drawTrouble(trouble) {
  const { title, text } = words.troubles[trouble];
  document.title = title;
  say(part('#subject'), '');
  say(part('#headline'), title);
  say(part('#detail'), text);
  part('#status').dataset['tone'] = 'bad';
  part('#facts').replaceChildren();
  for (const id of ['#steps', '#stops', '#history', '#map']) part(id).hidden = true;
}

/** Without a place, or where nothing can be drawn, there is a list and no map. */
async function drawMap() {
  if (!known || trouble) return;
  const scene = sceneOf(known.thing, Date.now() + known.skewMs);
  const isEmpty = scene.courier === null && scene.origin === null && scene.doors.length === 0;
  if (chart === null && (isEmpty || !canDraw())) return;
  const container = part('#map');
  container.hidden = false;
  container.ariaLabel = words.map;
  const sought = readAddress(location.hash);
  const namesIn = sought ? fetchNames.bind(null, sought) : async () => [];
  chart ??= openChart(container, scene, { label: words.map, namesIn }).catch(() => null);
  const opened = await chart;
  if (opened) opened.show(scene);
  else container.hidden = true;
}

function start() {
  end();
  [known, trouble, isLive] = [null, null, null];
  const sought = readAddress(location.hash);
  if (!sought) trouble = 'incomplete';
  draw();
  if (!sought) return;
  end = follow(sought, {
    show(thing, skewMs) {
      [known, trouble] = [{ thing, skewMs }, null];
      draw();
      void drawMap();
    },
    trouble(found) {
      trouble = found;
      draw();
    },
    live(now) {
      isLive = now;
      draw();
    },
  });
}

part('#language').addEventListener('click', () => {
  words = languages.find(({ code }) => code !== words.code) ?? words;
  keepLanguage(words);
  draw();
});
part('#again').addEventListener('click', start);
addEventListener('hashchange', start);
// "2 minutes ago" goes on
setInterval(() => {
  if (document.visibilityState === 'visible') draw();
}, 15_000);
start();
