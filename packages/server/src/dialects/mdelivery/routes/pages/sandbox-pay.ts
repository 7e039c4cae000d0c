/** /public/sandbox-pay/{number}: pays at a click, with no money, where the settings say so. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { DomainError } from '../../../../domain/errors.ts';
import { isUuid } from '../../../../lib/new-id.ts';
import { BadForm } from '../../../../lib/pages/form-body.ts';
import { isFormToken, writeFormToken } from '../../../../lib/pages/form-token.ts';
import { formOf, makePages, sendPage } from '../../../../lib/pages/page-routes.ts';
import type { Deps } from '../../../../use-cases/deps.ts';
import { confirmPayment } from '../../../../use-cases/payment/confirm-payment.ts';
import { readPaymentOrder, type PaymentOrder } from '../../../../use-cases/payment/payment-order.ts';
import { toRefusal } from '../../errors.ts';
import { sandboxFaultPage, sandboxPayPage } from '../../mpay/sandbox-page.ts';
import { limitAddresses } from '../../rate-limit.ts';
import type { Register } from '../app.ts';
import { baseOf } from './place.ts';

/** Requests a second of one address. */
const most = 20;
const document = Type.String();
const schema = {
  hide: true,
  params: Type.Object({ number: Type.String() }),
  response: { 200: document, 303: Type.Null(), '4xx': document, '5xx': document },
};

export const sandboxPay: Register = async (app, deps) => {
  if (deps.mpay.kind !== 'sandbox') return;
  const https = () => deps.publicUrl().startsWith('https:');
  const key = () => deps.secrets.derive('sandbox payments');
  makePages(app, {
    https,
    showFault: (error) => {
      const { status, message } = toRefusal(error);
      return { status, document: sandboxFaultPage(message, 'ro') };
    },
  });
  await limitAddresses(app, most);

  /** @returns the page; null when there is nothing to pay */
  const payPage = (payable: PaymentOrder, back: string): string | null => {
    if (payable.status !== 'active') return null;
    const paymentId = deps.newId();
    const token = writeFormToken(key(), subjectOf(payable, paymentId), deps.now());
    return sandboxPayPage(payable, { paymentId, token, back });
  };

  app.get('/public/sandbox-pay/:number', { schema, exposeHeadRoute: false }, async (request, reply) => {
    const payable = await requireOrder(deps, request.params.number);
    const back = orderPath(request, payable);
    const shown = payPage(payable, back);
    return shown === null ? reply.redirect(back, 303) : sendPage(reply, shown, { https: https() });
  });

  // a page that sends somebody to pay posts a form here too, as it would to MPay
  app.post(
    '/public/sandbox-pay/:number',
    { schema: { ...schema, consumes: ['application/x-www-form-urlencoded'] } },
    async (request, reply) => {
      const payable = await requireOrder(deps, request.params.number);
      const back = orderPath(request, payable);
      const pressed = paymentOf(request);
      const shown = pressed === null ? payPage(payable, back) : null;
      if (shown !== null) return sendPage(reply, shown, { https: https() });
      if (pressed !== null) {
        const { paymentId, token } = pressed;
        if (!isUuid(paymentId) || !isFormToken(key(), subjectOf(payable, paymentId), token, deps.now())) {
          throw new BadForm('The page is too old. Go back to the order and pay from there.');
        }
        await pay(deps, payable, paymentId);
      }
      return reply.redirect(back, 303);
    },
  );
};

/** The page of the order that is paid. */
const orderPath = (request: FastifyRequest, { order }: PaymentOrder): string =>
  `${baseOf(request)}/orders/${encodeURIComponent(order.number)}`;

const subjectOf = ({ order }: PaymentOrder, paymentId: string): string => JSON.stringify([order.id, paymentId]);

async function requireOrder(deps: Deps, number: string): Promise<PaymentOrder> {
  const payable = number.includes('\0') ? null : await readPaymentOrder(deps, number);
  if (!payable) throw new DomainError('shipping_order_not_found', 'There is no such order.');
  return payable;
}

/** Null: no button was pressed yet. */
function paymentOf(request: FastifyRequest): { readonly paymentId: string; readonly token: string } | null {
  // an empty body never reaches the parser
  if (!(request.body instanceof Map)) return null;
  const form = formOf(request);
  const paymentId = form.get('payment');
  return paymentId === undefined ? null : { paymentId, token: form.get('token') ?? '' };
}

async function pay(deps: Deps, { order, lines, total }: PaymentOrder, paymentId: string): Promise<void> {
  await confirmPayment(deps, {
    payer: 'sandbox payer',
    orderNumber: order.number,
    paymentId,
    invoiceId: null,
    amount: total,
    currency: order.currency,
    paidAt: deps.now(),
    lines,
    message: null,
  });
}
