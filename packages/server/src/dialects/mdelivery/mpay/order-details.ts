/** Pure: a shipping order in MPay's words, its members in alphabetical order (guide to MPay, "Structures"). */
import { toDecimal } from '../../../domain/money.ts';
import type { PaymentLine } from '../../../domain/payment/payment-lines.ts';
import type { PaymentStatus } from '../../../domain/payment/payment-status.ts';
import type { Receiver } from '../../../domain/public-order/public-order.ts';
import type { PageLanguage } from '../../../domain/shipping-order/shipping-order.ts';
import type { PaymentOrder } from '../../../use-cases/payment/payment-order.ts';
import type { Fields } from '../soap/write-fields.ts';
import { payerWords } from './words.ts';

const statusWord = {
  active: 'Active',
  paid: 'Paid',
  completed: 'Completed',
  expired: 'Expired',
  cancelled: 'Cancelled',
  refunding: 'Refunding',
  refunded: 'Refunded',
} as const satisfies Record<PaymentStatus, string>;

const lineId = { order: 'Order', delivery: 'Delivery' } as const satisfies Record<PaymentLine['id'], string>;

/** Characters that MPay takes. */
const longest = { reason: 50, customerName: 60, value: 255 } as const;

/** What cannot be paid any more has nothing due. */
export function toOrderDetails(
  { order, status, lines, total }: PaymentOrder,
  { language, serviceId }: { readonly language: PageLanguage; readonly serviceId: string },
): Fields {
  const words = payerWords[language];
  const due = (amount: number) => toDecimal(status === 'active' ? amount : 0, order.currency);
  const reason = { order: words.order(order.orderId), delivery: words.delivery };
  return {
    Currency: order.currency,
    CustomerID: order.receiver.id,
    CustomerName: cut(nameOf(order.receiver), longest.customerName),
    CustomerType: order.receiver.type,
    DueDate: order.payUntil.toISOString(),
    IssuedAt: order.createdAt.toISOString(),
    Lines: {
      OrderLine: lines.map(({ id, amount }) => ({
        AllowAdvancePayments: false,
        AllowPartialPayments: false,
        AmountDue: due(amount),
        // empty: that of the contract between the provider and MPay
        DestinationAccount: {},
        LineID: lineId[id],
        Reason: cut(reason[id], longest.reason),
      })),
    },
    OrderKey: order.number,
    Properties: {
      // their names are shown in Romanian whatever the language
      OrderProperty: [
        { DisplayName: 'Numărul livrării', Name: 'DeliveryID', Value: order.number },
        { DisplayName: 'Numărul comenzii', Name: 'OrderID', Value: cut(order.orderId, longest.value) },
      ],
    },
    Reason: cut(words.reason(order.number), longest.reason),
    ServiceID: serviceId,
    Status: statusWord[status],
    TotalAmountDue: due(total),
  };
}

/** MPay wants one; some providers know none. */
function nameOf({ id, name, firstName }: Receiver): string {
  const known = [name, firstName].filter((part) => part !== null && part !== '');
  return known.length === 0 ? id : known.join(' ');
}

function cut(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
