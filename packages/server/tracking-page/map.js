// The map: land and borders of the world, the doors, the way between them and the courier. Loaded only when it can be drawn.
import { unpack } from './base-map.js';
import { element } from './elements.js';

/**
 * @typedef {import('./types.ts').Chart} Chart
 * @typedef {import('./types.ts').Place} Place
 * @typedef {import('./types.ts').PlaceName} PlaceName
 * @typedef {import('./types.ts').Scene} Scene
 */

const light = { sea: '#d3e3ee', land: '#f6f4ee', border: '#c9c2b3', way: '#1a6fd4', name: '#5b6575' };
const dark = { sea: '#131a22', land: '#222932', border: '#3b4654', way: '#7ab2ff', name: '#94a0b2' };

/** The coast is exact to some hundred metres: nearer it would lie. */
const nearest = 12.5;
/** From here on a screen has no more than a few degrees. */
const namesFrom = 8;
/** Beyond it the ground has nothing new. */
const groundTo = 8;

/** @type {import('./types.ts').Features} */
const nothing = { type: 'FeatureCollection', features: [] };

export function canDraw() {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null;
  } catch {
    return false;
  }
}

/**
 * @param {HTMLElement} container
 * @param {Scene} scene what lies on it at first
 * @param {{ label: string, namesIn: (corner: Place) => Promise<readonly PlaceName[]> }} options `label` says what it is
 *   to those who do not see it
 * @returns {Promise<Chart>}
 */
export async function openChart(container, scene, { label, namesIn }) {
  const here = import.meta.url;
  const ground = fetch(new URL('base-map.json', here), { credentials: 'omit' });
  const maplibre = /** @type {typeof import('maplibre-gl')} */ (await import(new URL('maplibre-gl.mjs', here).href));
  const packed = /** @type {import('./base-map.js').Packed} */ (await (await ground).json());
  const { land, borders } = unpack(packed);
  maplibre.setWorkerUrl(new URL('maplibre-gl-worker.mjs', here).href);
  const isDark = matchMedia('(prefers-color-scheme: dark)');
  const isStill = matchMedia('(prefers-reduced-motion: reduce)');
  const map = new maplibre.Map({
    container,
    style: styleOf(isDark.matches ? dark : light, land, borders),
    center: placesIn(scene).map(pair)[0] ?? [0, 0],
    zoom: nearest - 1,
    maxZoom: 16,
    attributionControl: { compact: true },
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: isStill.matches ? 0 : 300,
    // a page in a page: one finger scrolls, two move the map
    cooperativeGestures: window.parent !== window,
    locale: { 'Map.Title': label },
  });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new maplibre.ScaleControl({ maxWidth: 90 }), 'bottom-left');
  map.touchZoomRotate.disableRotation();
  await new Promise((resolve) => void map.once('style.load', resolve));
  // until the land is there, nothing is sea
  void map.once('load', () => {
    recolour();
    container.dataset['drawn'] = '';
  });

  const recolour = () => {
    const colours = isDark.matches ? dark : light;
    map.setPaintProperty('sea', 'background-color', colours.sea);
    map.setPaintProperty('land', 'fill-color', colours.land);
    map.setPaintProperty('borders', 'line-color', colours.border);
    map.setPaintProperty('way', 'line-color', colours.way);
    map.setPaintProperty('names', 'text-color', colours.name);
    map.setPaintProperty('names', 'text-halo-color', colours.land);
  };
  isDark.addEventListener('change', recolour);

  let touched = false;
  /** @param {{ originalEvent?: unknown }} event */
  const touch = (event) => {
    if (event.originalEvent) touched = true;
  };
  map.on('dragstart', touch);
  map.on('zoomstart', touch);

  /** @type {import('maplibre-gl').Marker[]} */
  let signs = [];
  const rider = new maplibre.Marker({ element: element('div', { className: 'rider' }) });
  /** @type {Scene | null} */
  let shown = null;

  /** @param {boolean} isFirst */
  function fit(isFirst) {
    const places = shown ? placesIn(shown) : [];
    const [first] = places;
    if (!first || touched) return;
    const bounds = new maplibre.LngLatBounds(pair(first), pair(first));
    for (const place of places) bounds.extend(pair(place));
    const duration = isFirst || isStill.matches ? 0 : 800;
    const side = Math.max(32, Math.min(container.clientWidth / 5, container.clientHeight / 5));
    map.fitBounds(bounds, { padding: side, maxZoom: nearest, duration });
  }
  map.on('resize', () => fit(true));
  const names = gatherNames(map, namesIn);
  map.on('moveend', names);

  return {
    show(scene) {
      const isFirst = shown === null;
      shown = scene;
      /** @type {import('maplibre-gl').GeoJSONSource | undefined} */
      const way = map.getSource('way');
      void way?.setData(wayOf(scene));
      for (const sign of signs) sign.remove();
      signs = signsOf(scene).map(({ place, made }) => new maplibre.Marker({ element: made }).setLngLat(pair(place)));
      for (const sign of signs) sign.addTo(map);
      if (scene.courier) {
        rider.setLngLat(pair(scene.courier)).addTo(map);
        rider.getElement().classList.toggle('old', scene.isOld);
      } else rider.remove();
      fit(isFirst);
      if (isFirst) names();
    },
  };
}

/**
 * Asks for the names of each degree that comes into view.
 *
 * @param {import('maplibre-gl').Map} map
 * @param {(corner: Place) => Promise<readonly PlaceName[]>} namesIn
 */
function gatherNames(map, namesIn) {
  /** @type {Map<string, import('./types.ts').Feature[]>} */
  const known = new Map();

  /** @param {Place} corner */
  async function add(corner) {
    const key = `${corner.lat} ${corner.lng}`;
    if (known.has(key)) return;
    known.set(key, []);
    try {
      known.set(key, (await namesIn(corner)).map(featureOf));
      /** @type {import('maplibre-gl').GeoJSONSource | undefined} */
      const source = map.getSource('names');
      await source?.setData({ type: 'FeatureCollection', features: [...known.values()].flat() });
    } catch {
      // a map without some names is still a map
      known.delete(key);
    }
  }

  return () => {
    if (map.getZoom() < namesFrom) return;
    const bounds = map.getBounds();
    const [north, east] = [Math.min(89, bounds.getNorth()), Math.min(179, bounds.getEast())];
    for (let lat = Math.max(-90, Math.floor(bounds.getSouth())); lat <= north; lat += 1) {
      for (let lng = Math.max(-180, Math.floor(bounds.getWest())); lng <= east; lng += 1) void add({ lat, lng });
    }
  };
}

/**
 * @param {PlaceName} place
 * @returns {import('./types.ts').Feature}
 */
function featureOf(place) {
  return { type: 'Feature', properties: { name: place.name }, geometry: { type: 'Point', coordinates: pair(place) } };
}

/**
 * @param {typeof light} colours
 * @param {import('./types.ts').Features} land
 * @param {import('./types.ts').Features} borders
 * @returns {import('maplibre-gl').StyleSpecification}
 */
function styleOf(colours, land, borders) {
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: land, maxzoom: groundTo, attribution: 'Natural Earth' },
      borders: { type: 'geojson', data: borders, maxzoom: groundTo },
      way: { type: 'geojson', data: nothing },
      names: { type: 'geojson', data: nothing, attribution: 'GeoNames' },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colours.land } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colours.land } },
      {
        id: 'borders',
        type: 'line',
        source: 'borders',
        paint: { 'line-color': colours.border, 'line-dasharray': [3, 2] },
      },
      {
        id: 'names',
        type: 'symbol',
        source: 'names',
        minzoom: namesFrom,
        layout: {
          'text-field': ['get', 'name'],
          'text-size': 12,
          'text-padding': 12,
          'text-max-width': 7,
          'text-offset': [0, 1.6],
        },
        paint: { 'text-color': colours.name, 'text-halo-color': colours.land, 'text-halo-width': 1.5 },
      },
      {
        id: 'way',
        type: 'line',
        source: 'way',
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': colours.way, 'line-width': 3, 'line-dasharray': [0.5, 2], 'line-opacity': 0.8 },
      },
    ],
  };
}

/**
 * The order of the doors ahead, as the crow flies: roads are not known here.
 *
 * @param {Scene} scene
 * @returns {import('./types.ts').Feature}
 */
function wayOf({ courier, origin, doors }) {
  const ahead = doors.filter(({ state }) => state !== 'over').map(({ place }) => place);
  const start = courier ?? origin;
  const points = start ? [start, ...ahead] : ahead;
  const coordinates = points.length > 1 ? points.map(pair) : [];
  return { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates } };
}

/** @param {Scene} scene */
function signsOf({ origin, doors }) {
  const made = doors.map(({ place, label, state }) => ({
    place,
    made: element('div', { className: `door ${state}`, text: label }),
  }));
  return origin ? [{ place: origin, made: element('div', { className: 'hub' }) }, ...made] : made;
}

/**
 * @param {Scene} scene
 * @returns {Place[]}
 */
function placesIn({ courier, origin, doors }) {
  return [courier, origin, ...doors.map(({ place }) => place)].filter((place) => place !== null);
}

/**
 * @param {Place} place
 * @returns {[number, number]}
 */
function pair({ lat, lng }) {
  return [lng, lat];
}
