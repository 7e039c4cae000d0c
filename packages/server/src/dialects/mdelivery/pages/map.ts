/** A small drawing of where an address is: its pin, and the names around it. It needs no script and no server but ours. */
import { distanceMetres, type LatLng } from '../../../domain/geo.ts';
import { html, type Markup } from '../../../lib/pages/html.ts';
import type { PlaceName } from '../../../use-cases/geo/place-names.ts';
import { around } from '../../../use-cases/geo/places-around.ts';

const size = { width: 520, height: 250 };
const middle = { x: size.width / 2, y: size.height / 2 };
const perDegree = size.height / (2 * around.lat);
/** Pixels of a kilometre: a degree of latitude has 111.3. */
const perKm = perDegree / 111.3;
/** About what a letter of 16 pixels needs, and a line. */
const letter = { width: 9, height: 21 };
/** Metres within which a name is that of the place itself. */
const here = 1500;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** @param label what it is, for those who do not see it. @param places the nearest first: they are written first */
export function map(label: string, pin: LatLng, places: readonly PlaceName[]): Markup {
  const taken: Box[] = [boxAround(middle.x, middle.y, 30, { above: 38, below: 4 })];
  const [nearest] = places;
  const own = nearest && distanceMetres(nearest, pin) <= here ? nearest : null;
  if (own) taken.push(nameBox(own.name, middle.x, middle.y + 4));
  const others = places.filter((place) => place !== own).flatMap((place) => named(place, pin, taken));
  return html`<svg class="map" role="img" aria-label="${label}" viewBox="0 0 ${size.width} ${size.height}">
    ${ring(5)}
    ${others}
    ${own && html`<text class="here" x="${middle.x}" y="${middle.y + 22}">${own.name}</text>`}
    <path transform="translate(${middle.x} ${middle.y})" d="M0 0C-4-9-12-14-12-23a12 12 0 0 1 24 0C12-14 4-9 0 0Z"></path>
  </svg>`;
} // prettier-ignore

function ring(km: number): Markup {
  const radius = Math.round(km * perKm);
  return html`<circle class="ring" cx="${middle.x}" cy="${middle.y}" r="${radius}"></circle>
    <text x="${middle.x}" y="${middle.y - radius - 5}">${km} km</text>`;
}

/** A dot with its name, where there is room for it. */
function named({ name, lat, lng }: PlaceName, pin: LatLng, taken: Box[]): readonly Markup[] {
  const narrow = Math.cos((pin.lat * Math.PI) / 180);
  const x = Math.round(middle.x + (lng - pin.lng) * narrow * perDegree);
  const y = Math.round(middle.y - (lat - pin.lat) * perDegree);
  const box = nameBox(name, x, y);
  const isInside = box.left > 4 && box.right < size.width - 4 && box.top > 4 && box.bottom < size.height - 4;
  if (!isInside || taken.some((one) => overlap(one, box))) return [];
  taken.push(box);
  return [html`<circle cx="${x}" cy="${y}" r="3"></circle><text x="${x}" y="${y + 20}">${name}</text>`];
}

const nameBox = (name: string, x: number, y: number): Box =>
  boxAround(x, y, (name.length * letter.width) / 2, { above: 5, below: letter.height + 3 });

const boxAround = (x: number, y: number, half: number, { above, below }: { above: number; below: number }): Box => ({
  left: x - half,
  right: x + half,
  top: y - above,
  bottom: y + below,
});

const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
