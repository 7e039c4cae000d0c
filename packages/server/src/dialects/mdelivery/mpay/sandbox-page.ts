/** The page of the sandbox's payer: what is to be paid, and one button. */
import { fromMinor } from '../../../domain/money.ts';
import { html, type Markup } from '../../../lib/pages/html.ts';
import { page } from '../../../lib/pages/layout.ts';
import type { PageLanguage } from '../../../domain/shipping-order/shipping-order.ts';
import type { PaymentOrder } from '../../../use-cases/payment/payment-order.ts';
import { payerWords } from './words.ts';

export interface PayForm {
  /** The number of the payment that the button makes: pressed twice, it is one. */
  readonly paymentId: string;
  readonly token: string;
  /** The page of the order. */
  readonly back: string;
}

export function sandboxPayPage({ order, lines, total }: PaymentOrder, { paymentId, token, back }: PayForm): string {
  const words = payerWords[order.language];
  const money = new Intl.NumberFormat(order.language, { style: 'currency', currency: order.currency });
  const row = (name: string, amount: number): Markup =>
    html`<tr>
      <th scope="row">${name}</th>
      <td>${money.format(fromMinor(amount, order.currency))}</td>
    </tr>`;
  const nameOf = { order: words.order(order.orderId), delivery: words.delivery };
  return page(
    words.title,
    html`<h1>${words.title}</h1>
      <p>${words.noMoney}</p>
      <table>
        <caption>
          ${words.reason(order.number)}
        </caption>
        <tbody>
          ${lines.map(({ id, amount }) => row(nameOf[id], amount))}
        </tbody>
        <tfoot>
          ${row(words.total, total)}
        </tfoot>
      </table>
      <form method="post">
        <input type="hidden" name="payment" value="${paymentId}" />
        <input type="hidden" name="token" value="${token}" />
        <button>${words.pay}</button>
      </form>
      <p><a href="${back}">${words.back}</a></p>`,
    order.language,
  );
}

export function sandboxFaultPage(message: string, language: PageLanguage): string {
  const { fault } = payerWords[language];
  return page(
    fault,
    html`<h1>${fault}</h1>
      <p lang="en">${message}</p>`,
    language,
  );
}
