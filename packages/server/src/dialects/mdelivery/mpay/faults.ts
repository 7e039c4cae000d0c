/** Faults with the codes of the guide to MPay, "Fault codes". */
import { DomainError } from '../../../domain/errors.ts';
import { SoapFault } from '../../../lib/soap/soap-fault.ts';
import { toSoapFault } from '../soap/faults.ts';

export const mpayNamespace = 'https://mpay.gov.md';

/** The core's names of fields in MPay's words. */
const fieldOf: Readonly<Record<string, string>> = {
  amount: 'TotalAmount',
  currency: 'Currency',
  lines: 'Lines',
  paidAt: 'PaidAt',
  paymentId: 'PaymentID',
};

/** Where HTTP itself refuses, before anything of the message is read. */
const ofHttp: readonly (number | null)[] = [413, 415, 429, 503];

/**
 * MPay is a client of WCF's `basicHttpBinding`, which looks for a fault behind a 500 alone, as SOAP 1.1 demands: so a
 * refusal has no other status for being a 400 or a 401 in REST.
 */
export function toMpayFault(error: unknown): SoapFault {
  const fault = toSoapFault(inWordsOfMpay(error), mpayNamespace);
  const { side, message, code, status, detail, notUnderstood } = fault;
  return ofHttp.includes(status) ? fault : new SoapFault(side, message, { code, detail, notUnderstood });
}

function inWordsOfMpay(error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  if (error.code === 'shipping_order_not_found') return refusal('UnknownOrder', 'No order has this key.');
  const [fault] = error.faults;
  return fault ? refusal('InvalidParameter', `${fieldOf[fault.path] ?? fault.path}: ${fault.message}`) : error;
}

export function refusal(name: 'InvalidParameter' | 'UnknownOrder' | 'UnknownService', words: string): SoapFault {
  return new SoapFault('sender', words, { code: { namespace: mpayNamespace, name } });
}
