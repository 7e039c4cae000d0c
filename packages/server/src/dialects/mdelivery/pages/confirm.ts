/** The page on which a receiver sees all of it once more, and confirms. */
import type { OrderDetails } from '../../../domain/public-order/public-order.ts';
import type { ReceiverDestination, ShownOffer } from '../../../domain/receiver/receiver-session.ts';
import { maskPhone } from '../../../domain/receiver/mask.ts';
import { orderAmountOf } from '../../../domain/shipping-order/amounts.ts';
import { html, type Markup } from '../../../lib/pages/html.ts';
import type { RegisteredService } from '../../../use-cases/provider/verbs.ts';
import type { StepName } from '../words/words.ts';
import { addressLine } from './address-line.ts';
import { facts, frame, way } from './layout.ts';
import { form, type View } from './view.ts';

export interface ConfirmPage {
  readonly of: RegisteredService;
  readonly details: OrderDetails;
  readonly to: ReceiverDestination;
  readonly chosen: ShownOffer;
  readonly formId: string;
}

export function confirmPage(view: View, { of, details, to, chosen, formId }: ConfirmPage): string {
  const { words, formats, base } = view;
  const { confirm } = words;
  const { offer } = chosen;
  const order = orderAmountOf(details);
  const due = order + offer.price.amount;
  const phone = to.phone ?? (details.receiver.phone === null ? null : maskPhone(details.receiver.phone));
  return frame(
    view,
    confirm.title,
    html`${way(view, 'confirm')}
      <h1>${confirm.title}</h1>
      ${facts([
        [confirm.to, html`${addressLine(view, to.address)} ${changeLink(view, 'address', confirm.to)}`],
        phone === null ? null : [confirm.phone, phone],
        [confirm.carrier, html`${chosen.carrierName} ${changeLink(view, 'offer', confirm.carrier)}`],
        [confirm.dates, formats.days(offer.estimatedStart, offer.estimatedEnd)],
      ])}
      ${sums(view, { order, isPaid: details.isPaid, delivery: offer.price.amount, due, currency: of.currency })}
      <p class="quiet">${next(view, of, due)}</p>
      ${form(
        view,
        'shipping/confirm',
        html`<input type="hidden" name="form" value="${formId}" />
          <button>${due > 0 && of.service.redirectToMpay ? confirm.buttonPay : confirm.button}</button>`,
      )}
      <p class="links"><a href="${base}/shipping/offer">${words.back}</a></p>`,
  );
}

/** @param what is changed there, for those who hear one link after another */
const changeLink = ({ words, base }: View, step: StepName, what: string): Markup =>
  html`<a href="${base}/shipping/${step}" aria-label="${words.change}: ${what}">${words.change}</a>`;

export interface Sums {
  /** Minor units, as the others. */
  readonly order: number;
  readonly isPaid: boolean;
  readonly delivery: number;
  readonly due: number;
  readonly currency: string;
  /** Nothing of it is to be paid any more. */
  readonly wasPaid?: boolean;
}

export function sums({ words, formats }: View, { order, isPaid, delivery, due, currency, wasPaid = false }: Sums): Markup {
  const { confirm } = words;
  const money = (amount: number) => formats.money(amount, currency);
  return html`<dl class="sum">
    <div><dt>${confirm.goods}</dt><dd>${isPaid ? words.order.alreadyPaid : money(order)}</dd></div>
    <div><dt>${confirm.delivery}</dt><dd>${money(delivery)}</dd></div>
    <div class="total"><dt>${wasPaid ? confirm.paidTotal : confirm.total}</dt><dd>${money(due)}</dd></div>
  </dl>`;
} // prettier-ignore

function next({ words: { confirm } }: View, { provider, service }: RegisteredService, due: number): string {
  if (due === 0) return confirm.thenNothing;
  return service.redirectToMpay ? confirm.thenPay : confirm.thenPayThere(provider.name);
}
