/** The first page: what the provider says of the order. */
import { html, type Markup } from '../../../lib/pages/html.ts';
import { maskEmail, maskPhone } from '../../../domain/receiver/mask.ts';
import type { OrderDetails, Product, Receiver } from '../../../domain/public-order/public-order.ts';
import { orderAmountOf } from '../../../domain/shipping-order/amounts.ts';
import type { RegisteredService } from '../../../use-cases/provider/verbs.ts';
import { facts, frame, way } from './layout.ts';
import type { View } from './view.ts';

export interface OrderPage {
  readonly of: RegisteredService;
  readonly details: OrderDetails;
  readonly returnUrl: string | null;
}

export function orderPage(view: View, { of, details, returnUrl }: OrderPage): string {
  const { words, formats, base } = view;
  const { order } = words;
  const amount = formats.money(orderAmountOf(details), of.currency);
  const contact = contactOf(details.receiver);
  return frame(
    view,
    order.title,
    html`${way(view, 'order')}
      <h1>${order.title}</h1>
      ${facts([
        [order.from, of.provider.name],
        [order.service, of.service.name],
        [order.number, details.orderId],
        [order.receiver, nameOf(details.receiver)],
        contact === '' ? null : [order.contact, contact],
        [order.readyAt, formats.day(details.readyAt)],
        [order.addUntil, formats.moment(details.acceptedUntil)],
        [order.amount, details.isPaid ? order.alreadyPaid : amount],
      ])}
      ${details.message !== null && html`<p class="notice">${details.message}</p>`}
      <h2>${order.goods}</h2>
      <ul class="goods">
        ${details.products.map((product) => goodsLine(view, product, of.currency))}
      </ul>
      <a class="deed" href="${base}/shipping/address">${order.choose}</a>
      ${returnUrl !== null && html`<p class="links"><a href="${returnUrl}">${words.backTo(of.provider.name)}</a></p>`}`,
  );
}

function goodsLine({ words, formats }: View, { description, quantity, price, holder }: Product, currency: string): Markup {
  const name = [holder?.firstName, holder?.name].filter(Boolean).join(' ');
  return html`<li>
    <span>${description ?? words.order.unnamedGoods}</span>
    <span>${formats.money(price * quantity, currency)}</span>
    <span class="quiet">${words.order.pieces(quantity)}${name !== '' && ` · ${words.order.holder}: ${name}`}</span>
  </li>`;
} // prettier-ignore

const nameOf = ({ firstName, name }: Receiver): string => [firstName, name].filter(Boolean).join(' ') || '–';

/** Whoever has the link may read it: masked. */
const contactOf = ({ email, phone }: Receiver): string =>
  [email !== null && maskEmail(email), phone !== null && maskPhone(phone)].filter(Boolean).join(', ');
