/** The page on which a receiver chooses who brings the order. */
import { offerKey, type ReceiverDestination, type ShownOffer } from '../../../domain/receiver/receiver-session.ts';
import { html, type Markup } from '../../../lib/pages/html.ts';
import type { PlaceName } from '../../../use-cases/geo/place-names.ts';
import { addressLine } from './address-line.ts';
import { frame, way } from './layout.ts';
import { map } from './map.ts';
import { form, type View } from './view.ts';

export interface OfferPage {
  readonly to: ReceiverDestination;
  readonly places: readonly PlaceName[];
  readonly offers: readonly ShownOffer[];
  readonly chosen: ShownOffer | null;
  readonly fault: 'missing' | 'changed' | null;
}

export function offerPage(view: View, page: OfferPage): string {
  const { words } = view;
  const { offer } = words;
  const title = page.offers.length === 0 ? offer.none.title : offer.title;
  return frame(
    view,
    page.fault === null ? title : `${words.errorPrefix}: ${title}`,
    html`${way(view, 'offer')}
      <h1>${title}</h1>
      ${page.fault !== null && html`<p class="fault" id="fault" role="alert">${offer[page.fault]}</p>`}
      <div class="where">
        <p>${offer.to} <strong>${addressLine(view, page.to.address)}</strong></p>
        <a href="${view.base}/shipping/address">${words.change}</a>
      </div>
      ${map(offer.map, page.to.position, page.places)}
      <p class="quiet">${offer.mapNote}</p>
      ${page.offers.length === 0 ? nobody(view) : choice(view, page)}`,
  );
}

function choice(view: View, { offers, chosen, fault }: OfferPage): Markup {
  const { words } = view;
  const before = chosen && offerKey(chosen);
  return form(
    view,
    'shipping/offer',
    html`<fieldset${fault !== null && html` aria-describedby="fault"`}>
        <legend>${words.offer.choose}</legend>
        ${offers.map((one, index) => line(view, one, before === null ? index === 0 : before === offerKey(one)))}
      </fieldset>
      <button>${words.goOn}</button>`,
  );
}

function line({ words, formats }: View, shown: ShownOffer, isChecked: boolean): Markup {
  const { price, estimatedStart, estimatedEnd } = shown.offer;
  return html`<label class="offer">
    <input type="radio" name="offer" value="${offerKey(shown)}" ${isChecked && html` checked`} />
    <strong>${shown.carrierName}</strong>
    <span class="price">${formats.money(price.amount, price.currency)}</span>
    <span class="when">${words.offer.between(formats.days(estimatedStart, estimatedEnd))}</span>
  </label>`;
}

function nobody({ words, base }: View): Markup {
  return html`<p>${words.offer.none.advice}</p>
    <ul>
      ${words.offer.noneHints.map((hint) => html`<li>${hint}</li>`)}
    </ul>
    <a class="deed" href="${base}/shipping/address">${words.offer.otherAddress}</a>
    <p class="links"><a href="${base}/shipping/offer">${words.retry}</a></p>`;
}
