/** The page of a delivery that was ordered: how it stands, and what its receiver may do. */
import { amountDue } from '../../../domain/shipping-order/amounts.ts';
import type { ShippingOrder } from '../../../domain/shipping-order/shipping-order.ts';
import { isFinal } from '../../../domain/shipping-order/shipping-status.ts';
import { html, type Markup } from '../../../lib/pages/html.ts';
import type { PaymentRequest } from '../../../use-cases/payment/payment-request.ts';
import type { RegisteredService } from '../../../use-cases/provider/verbs.ts';
import type { HistoryStep } from '../../../use-cases/receiver/follow-order.ts';
import { addressLine } from './address-line.ts';
import { sums } from './confirm.ts';
import { refreshTag } from './follow-script.ts';
import { identifyForm } from './identify.ts';
import { facts, frame } from './layout.ts';
import { statusLine, toneOf } from './status-line.ts';
import { form, type View } from './view.ts';

export interface FollowPage {
  readonly order: ShippingOrder;
  readonly of: RegisteredService;
  /** Of its receiver; null: whoever looks sees the status alone. */
  readonly story: Story | null;
  readonly fault: string | null;
}

export interface Story {
  readonly carrierName: string;
  readonly history: readonly HistoryStep[];
  /** Null where nobody takes payments, or the provider does. */
  readonly payment: PaymentRequest | null;
  /** Back to the provider, with what it has to know. */
  readonly returnUrl: string | null;
}

export function followPage(view: View, { order, of, story, fault }: FollowPage): string {
  const { follow } = view.words;
  const { title, advice } = follow.statuses[order.status];
  return frame(
    view,
    `${title} – ${follow.title(order.number)}`,
    html`<p class="quiet">${follow.title(order.number)}</p>
      <div class="status ${toneOf(order.status)}" role="status" data-live="status">
        <h1>${title}</h1>
        <p>${advice}</p>
      </div>
      <div data-live="rest">
        ${statusLine(view, order.status, hasLeft(story))}
        ${story ? own(view, order, of, story) : stranger(view, order, of, fault)}
      </div>
      ${!isFinal(order.status) && html`<p class="links"><a href="${view.base}/orders/${order.number}">${follow.refresh}</a></p>${refreshTag()}`}`,
  );
} // prettier-ignore

function stranger(view: View, { number }: ShippingOrder, { service }: RegisteredService, fault: string | null): Markup {
  const { identify, follow } = view.words;
  if (service.identify === 'none') return html`<p>${follow.private}</p>`;
  return html`<p>${identify.followWhy}</p>
    ${identifyForm(view, `orders/${number}/identify`, fault)}`;
}

function own(view: View, order: ShippingOrder, of: RegisteredService, story: Story): Markup {
  const { words, formats } = view;
  const { follow, confirm } = words;
  const { status, message, offer } = order;
  const { trackingUrl, waybill } = order;
  const due = amountDue(order);
  return html`${message !== null && html`<p class="${status === 'problem' ? 'fault' : 'notice'}"><strong>${follow.says}:</strong> ${message}</p>`}
    ${status === 'awaiting_payment' && payPart(view, order, of, story)}
    ${status === 'delivered' && receivedPart(view, order)}
    ${trackingUrl !== null && html`<p class="links"><a href="${trackingUrl}" rel="noreferrer">${follow.track}</a></p>`}
    <h2>${follow.details}</h2>
    ${facts([
      [words.order.from, of.provider.name],
      [words.order.service, of.service.name],
      [words.order.number, order.orderId],
      [confirm.carrier, waybill === null ? story.carrierName : `${story.carrierName} · ${waybill}`],
      [confirm.to, addressLine(view, order.address)],
      [confirm.dates, formats.days(offer.estimatedStart, offer.estimatedEnd)],
    ])}
    ${sums(view, { order: order.orderAmount, isPaid: order.orderPaid, delivery: order.deliveryCost, due, currency: order.currency, wasPaid: order.paidAt !== null })}
    <h2>${follow.history}</h2>
    <ol class="history" reversed>${story.history.toReversed().map((step) => historyLine(view, step))}</ol>
    <p class="quiet">${follow.keep}</p>
    ${story.returnUrl !== null && html`<p class="links"><a href="${story.returnUrl}">${words.backTo(of.provider.name)}</a></p>`}`;
} // prettier-ignore

function payPart(view: View, order: ShippingOrder, { provider, service }: RegisteredService, story: Story): Markup {
  const { follow } = view.words;
  const until = html`<p>${follow.payUntil(view.formats.moment(order.payUntil))}</p>`;
  if (!service.redirectToMpay) {
    const link = story.returnUrl !== null && html`<a class="deed" href="${story.returnUrl}">${follow.payThere(provider.name)}</a>`; // prettier-ignore
    return html`${until}${link}`;
  }
  if (!story.payment) return html`<p class="notice">${follow.noPayment}</p>`;
  const fields = Object.entries(story.payment.fields);
  return html`${until}
    <form method="post" action="${story.payment.action}">
      ${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <button>${follow.pay(view.formats.money(amountDue(order), order.currency))}</button>
    </form>`;
}

/** The carrier has had it: a problem then is one of the road. */
const hasLeft = (story: Story | null): boolean => story?.history.some(({ what }) => what === 'delivering') ?? false;

const receivedPart = (view: View, { number }: ShippingOrder): Markup =>
  html`<p>${view.words.follow.receivedWhy}</p>
    ${form(view, `orders/${number}/received`, html`<button>${view.words.follow.received}</button>`)}`;

const historyLine = ({ words, formats }: View, { at, what, message }: HistoryStep): Markup =>
  html`<li>
    <span>${words.follow.steps[what]}</span>
    <time datetime="${at.toISOString()}">${formats.stamp(at)}</time>
    ${message !== null && html`<span class="says">${message}</span>`}
  </li>`;
