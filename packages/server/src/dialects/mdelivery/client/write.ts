/** Writes the three operations as a provider's system is asked them. */
import { fromMinor } from '../../../domain/money.ts';
import type { CallSecrets, WrittenCall } from '../../../use-cases/partner-call/partner-calls.ts';
import type { ProviderCalls } from '../../../use-cases/provider/provider-calls.ts';
import type { DeliveryStatus } from '../schemas/status.ts';

type Content<K extends keyof ProviderCalls> = ProviderCalls[K]['content'];

/** @param content of the operation, by provider-calls.ts. */
export function write(operation: string, content: unknown, { bearer }: CallSecrets): WrittenCall {
  const headers = {
    // the document's samples ask for text/plain and get JSON
    accept: 'application/json, text/plain',
    'user-agent': 'Waybill-MDelivery/1',
    ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
  };
  const get = (path: string) => ({ method: 'GET', path, headers, body: null }) as const;
  // each is what the core puts on the queue for it
  switch (operation) {
    case 'get_details':
      return get(`${orderPath(content as Content<'get_details'>)}/delivery/details`);
    case 'get_changes':
      return get(`${servicePath(content as Content<'get_changes'>)}/delivery/changes`);
    case 'put_status': {
      const told = content as Content<'put_status'>;
      const path = `${orderPath(told)}/delivery/status`;
      const body = JSON.stringify(toDeliveryStatus(told));
      return { method: 'PUT', path, headers: { ...headers, 'content-type': 'application/json' }, body };
    }
    default:
      throw new Error(`MDelivery has no operation ${operation}.`);
  }
}

/** In the order of the sample. */
function toDeliveryStatus(told: Content<'put_status'>): DeliveryStatus {
  return {
    status: told.status,
    ...(told.message !== null && { message: told.message }),
    carrierName: told.carrierName,
    trackingID: told.trackingId,
    carrierEstimatedDeliveryStart: told.estimatedStart,
    carrierEstimatedDeliveryEnd: told.estimatedEnd,
    carrierCost: fromMinor(told.cost, told.currency),
  };
}

function servicePath({ serviceCode }: { readonly serviceCode: string }): string {
  return `/services/${encodeURIComponent(serviceCode)}`;
}

function orderPath(of: { readonly serviceCode: string; readonly orderId: string }): string {
  return `${servicePath(of)}/orders/${encodeURIComponent(of.orderId)}`;
}
