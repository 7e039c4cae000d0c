/** The three operations over SOAP: the same fields as their JSON. Loaded with the first message. */
import { readSchema } from '../../../lib/xml/schema.ts';
import { textOf, type Element } from '../../../lib/xml/element.ts';
import { element, type Content, type Xml } from '../../../lib/xml/write-element.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import type { Identity } from '../../../use-cases/identity.ts';
import { readDetails } from '../../../use-cases/public-order/read-details.ts';
import { reportRemoteStatus } from '../../../use-cases/public-order/report-remote-status.ts';
import { takeChanges } from '../../../use-cases/public-order/take-changes.ts';
import { toDeliveryChanges, toOrderDetails, toStatusReport } from '../mapping.ts';
import type { DeliveryStatus } from '../schemas/status.ts';
import { toSoapFault } from './faults.ts';
import { withZone } from './local-time.ts';
import { createSoapService, type Operation, type SoapService } from './soap-service.ts';
import { writeFields } from './write-fields.ts';

/** Ours: MDelivery has published none. */
const namespace = 'urn:waybill:mdelivery:1';

export function createProviderService(deps: Deps, xsd: string): SoapService<Identity> {
  return createSoapService({
    contract: {
      namespace,
      schema: readSchema(xsd),
      codes: { invalid: 'InvalidParameter', unauthenticated: 'AuthenticationFailed' },
      signatures: null,
    },
    actions: `${namespace}/`,
    operations: {
      GetOrderDetails: getOrderDetails(deps),
      PutDeliveryStatus: putDeliveryStatus(deps),
      GetDeliveryChanges: getDeliveryChanges(deps),
    },
    signer: null,
    toFault: (error) => toSoapFault(error, namespace),
    now: deps.now,
  });
}

function getOrderDetails(deps: Deps): Operation<Identity> {
  return async ({ payload, caller: { account, caller } }) => {
    const order = await readDetails(deps, caller, needed(payload, 'serviceID'), needed(payload, 'orderID'));
    const details = toOrderDetails(order, account.settings.mdeliverySpelling);
    return { body: response('GetOrderDetails', writeFields({ order: details })) };
  };
}

function putDeliveryStatus(deps: Deps): Operation<Identity> {
  return async ({ payload, caller: { caller } }) => {
    const report = toStatusReport(readStatus(payload));
    await reportRemoteStatus(deps, caller, needed(payload, 'serviceID'), needed(payload, 'orderID'), report);
    return { body: response('PutDeliveryStatus', null) };
  };
}

function getDeliveryChanges(deps: Deps): Operation<Identity> {
  return async ({ payload, caller: { account, caller } }) => {
    const { changes, handOver } = await takeChanges(deps, caller, needed(payload, 'serviceID'));
    const change = toDeliveryChanges(changes, account.settings.mdeliverySpelling);
    return { body: response('GetDeliveryChanges', writeFields({ change })), onSent: handOver };
  };
}

/** As the body of PUT has it. */
function readStatus(payload: Element): DeliveryStatus {
  const time = (name: string): string | null => {
    const text = textOf(payload, name);
    return text === null ? null : withZone(text);
  };
  const cost = textOf(payload, 'carrierCost');
  return {
    // the schema has the same words
    status: needed(payload, 'status') as DeliveryStatus['status'],
    message: textOf(payload, 'message'),
    carrierName: needed(payload, 'carrierName'),
    trackingID: needed(payload, 'trackingID'),
    carrierEstimatedDeliveryStart: time('carrierEstimatedDeliveryStart'),
    carrierEstimatedDeliveryEnd: time('carrierEstimatedDeliveryEnd'),
    carrierCost: cost === null ? null : Number(cost),
  };
}

/** The schema says that it is there. */
const needed = (payload: Element, name: string): string => textOf(payload, name) ?? '';

const response = (operation: string, content: Content): Xml =>
  element(`${operation}Response`, { xmlns: namespace }, content);
