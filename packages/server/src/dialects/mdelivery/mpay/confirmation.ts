/** Pure: MPay's confirmation of a payment in the core's words. */
import { invalid } from '../../../domain/errors.ts';
import { toMinor } from '../../../domain/money.ts';
import { childOf, childrenOf, textOf, type Element } from '../../../lib/xml/element.ts';
import type { PaymentNotice } from '../../../use-cases/payment/confirm-payment.ts';
import { withZone } from '../soap/local-time.ts';

/**
 * @param confirmation valid by the schema
 * @throws DomainError `invalid_input` for amounts that are finer than their currency, and for impossible times
 */
export function toPaymentNotice(confirmation: Element, message: string): PaymentNotice {
  const text = (name: string): string => textOf(confirmation, name) ?? '';
  const currency = text('Currency');
  const lines = childOf(confirmation, 'Lines');
  return {
    payer: 'MPay',
    orderNumber: text('OrderKey'),
    paymentId: text('PaymentID'),
    invoiceId: textOf(confirmation, 'InvoiceID'),
    amount: toAmount('amount', text('TotalAmount'), currency),
    currency,
    paidAt: toTime(text('PaidAt')),
    lines: (lines === null ? [] : childrenOf(lines, 'PaymentConfirmationLine')).map((line) => ({
      id: textOf(line, 'LineID') ?? '',
      amount: toAmount('lines', textOf(line, 'Amount') ?? '', currency),
    })),
    message,
  };
}

/** An xs:decimal may have a plus, and nothing on one side of its point. */
function toAmount(path: string, text: string, currency: string): number {
  const plain = text
    .trim()
    .replace(/^\+/, '')
    .replace(/^(-?)\./, (_all, sign: string) => `${sign}0.`)
    .replace(/\.$/, '');
  const amount = toMinor(plain, currency);
  if (amount === null) throw invalid(path, `It is no amount of ${currency}.`);
  return amount;
}

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2200, 0, 1);

function toTime(text: string): Date {
  const time = Date.parse(withZone(text));
  if (time >= earliest && time <= latest) return new Date(time);
  throw invalid('paidAt', 'It must be a time between the years 2000 and 2200.');
}
