/** What the core, Fastify or a message was refused for, as a fault. */
import { SoapFault } from '../../../lib/soap/soap-fault.ts';
import { toRefusal } from '../errors.ts';

/** What HTTP has a code for, whatever was asked; all else has the one that its version of SOAP gives to faults. */
const ofHttp: readonly number[] = [401, 403, 413, 415, 429, 503];

/** @param namespace of the fault's code */
export function toSoapFault(error: unknown, namespace: string): SoapFault {
  if (error instanceof SoapFault) return error;
  const { status, code: name, message } = toRefusal(error);
  const side = status < 500 ? 'sender' : 'receiver';
  return new SoapFault(side, message, { code: { namespace, name }, status: ofHttp.includes(status) ? status : null });
}
