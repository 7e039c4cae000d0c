/** The status of a delivery as a picture: the line from the order to the door. */
import type { ShippingStatus } from '../../../domain/shipping-order/shipping-status.ts';
import { html, type Markup } from '../../../lib/pages/html.ts';
import { milestones } from '../words/words.ts';
import type { View } from './view.ts';

/** How many milestones are surely reached; null: the line ends elsewhere. */
const reached = {
  awaiting_payment: 1,
  paid: 2,
  processing: 2,
  ready: 3,
  awaiting_pickup: 3,
  delivering: 4,
  problem: 3,
  delivered: 5,
  confirmed: 5,
  cancelled: null,
  expired: null,
  returning: null,
  returned: null,
} as const satisfies Record<ShippingStatus, number | null>;

const tones: Readonly<Partial<Record<ShippingStatus, 'good' | 'bad'>>> = {
  delivered: 'good',
  confirmed: 'good',
  cancelled: 'bad',
  expired: 'bad',
  problem: 'bad',
  returning: 'bad',
  returned: 'bad',
};

export const toneOf = (status: ShippingStatus): string => tones[status] ?? '';

/** @param hasLeft the carrier is known to have had it */
export function statusLine({ words }: View, status: ShippingStatus, hasLeft: boolean): Markup | null {
  const { follow } = words;
  const now = status === 'problem' && hasLeft ? reached.delivering : reached[status];
  if (now === null) return null;
  return html`<ol class="way line">
    ${milestones.map((milestone, index) => {
      const place = index < now - 1 ? 'past' : index === now - 1 ? 'now' : '';
      const said = place === '' ? '' : ` (${place === 'past' ? follow.done : follow.now})`;
      return html`<li class="${place}">${follow.milestones[milestone]}<span class="visually-hidden">${said}</span></li>`;
    })}
  </ol>`;
} // prettier-ignore
