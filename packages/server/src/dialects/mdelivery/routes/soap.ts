/** GET /soap?wsdl and ?xsd, POST /soap: the three operations over SOAP 1.1 and 1.2. */
import { authenticate, identityOf } from '../auth.ts';
import { limitRate } from '../rate-limit.ts';
import { openSoapPlace } from '../soap/soap-endpoint.ts';
import type { MDeliveryApp, Register } from './app.ts';

export const soap: Register = async (app, deps) => {
  const post = await openSoapPlace(app, deps, {
    path: '/soap',
    description: 'provider',
    load: async (xsd) => (await import('../soap/provider-service.ts')).createProviderService(deps, xsd),
    callerOf: identityOf,
  });
  await app.register(async (signedIn: MDeliveryApp) => {
    authenticate(signedIn, deps);
    await limitRate(signedIn);
    post(signedIn);
  });
};
