/** What MPay asks of a service provider: `IServiceProvider` of its guide. Loaded with the first message. */
import { readSigner } from '../../../lib/soap/signature/signer.ts';
import { readTrustedCertificates } from '../../../lib/soap/signature/trusted-certificates.ts';
import { childOf, textOf, type Element } from '../../../lib/xml/element.ts';
import { readSchema } from '../../../lib/xml/schema.ts';
import { element, type Content, type Xml } from '../../../lib/xml/write-element.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { confirmPayment } from '../../../use-cases/payment/confirm-payment.ts';
import type { Mpay } from '../../../use-cases/payment/mpay.ts';
import { readPaymentOrder } from '../../../use-cases/payment/payment-order.ts';
import { createSoapService, type Operation, type SoapService } from '../soap/soap-service.ts';
import { writeFields } from '../soap/write-fields.ts';
import { toPaymentNotice } from './confirmation.ts';
import { mpayNamespace as namespace, refusal, toMpayFault } from './faults.ts';
import { toOrderDetails } from './order-details.ts';
import { toLanguage } from './words.ts';

export type MpaySettings = Extract<Mpay, { kind: 'mpay' }>;

/** Who calls is told by the signature. */
export function createMpayService(deps: Deps, settings: MpaySettings, xsd: string): SoapService<null> {
  const { certificate, key, trusted, sha1, serviceId } = settings;
  return createSoapService({
    contract: {
      namespace,
      schema: readSchema(xsd),
      codes: { invalid: 'InvalidParameter', unauthenticated: 'AuthenticationFailed' },
      signatures: {
        trusted: readTrustedCertificates(trusted.join('\n')),
        digests: sha1 ? ['sha256', 'sha1'] : ['sha256'],
      },
    },
    actions: `${namespace}/IServiceProvider/`,
    operations: {
      GetOrderDetails: getOrderDetails(deps, serviceId),
      ConfirmOrderPayment: confirmOrderPayment(deps, serviceId),
    },
    signer: readSigner(certificate, key),
    toFault: toMpayFault,
    now: deps.now,
  });
}

/** A key that nobody has finds nothing, which is no fault. */
function getOrderDetails(deps: Deps, serviceId: string): Operation<null> {
  return async ({ payload }) => {
    const query = argument(payload, 'query', serviceId);
    const found = await readPaymentOrder(deps, textOf(query, 'OrderKey') ?? '');
    const terms = { language: toLanguage(textOf(query, 'Language')), serviceId };
    const orders = found === null ? [] : writeFields({ OrderDetails: toOrderDetails(found, terms) });
    return { body: response('GetOrderDetails', element('GetOrderDetailsResult', {}, orders)) };
  };
}

function confirmOrderPayment(deps: Deps, serviceId: string): Operation<null> {
  return async ({ payload, bytes }) => {
    const confirmation = argument(payload, 'confirmation', serviceId);
    // with its signature: the guide advises to keep it, and the payment has to be proved one day
    await confirmPayment(deps, toPaymentNotice(confirmation, Buffer.from(bytes).toString('utf8')));
    return { body: response('ConfirmOrderPayment', null) };
  };
}

/** The one argument of an operation. @throws SoapFault UnknownService when it is about another service than ours */
function argument(payload: Element, name: string, serviceId: string): Element {
  const found = childOf(payload, name);
  if (found === null) throw new Error(`The schema let a message without ${name} through.`);
  if (textOf(found, 'ServiceID') !== serviceId) throw refusal('UnknownService', 'The service is not known here.');
  return found;
}

const response = (operation: string, content: Content): Xml =>
  element(`${operation}Response`, { xmlns: namespace }, content);
