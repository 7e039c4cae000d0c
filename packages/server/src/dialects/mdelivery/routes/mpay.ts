/** GET /mpay?wsdl and ?xsd, POST /mpay: what MPay asks of an order, and that it was paid. Only where it is set up. */
import { limitAddresses } from '../rate-limit.ts';
import { openSoapPlace } from '../soap/soap-endpoint.ts';
import type { MDeliveryApp, Register } from './app.ts';

/** Messages a second of one address, each of which may cost a check of its signature. */
const most = 50;

export const mpay: Register = async (app, deps) => {
  const { mpay: settings } = deps;
  if (settings.kind !== 'mpay') return;
  const post = await openSoapPlace(app, deps, {
    path: '/mpay',
    description: 'mpay',
    load: async (xsd) => (await import('../mpay/mpay-service.ts')).createMpayService(deps, settings, xsd),
    callerOf: () => null,
  });
  await app.register(async (bounded: MDeliveryApp) => {
    await limitAddresses(bounded, most);
    post(bounded);
  });
};
