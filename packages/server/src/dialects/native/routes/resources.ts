/** Every resource of the native API; all of them need an API key. */
import { bills } from './bills.ts';
import { carriers } from './carriers.ts';
import { claims } from './claims.ts';
import { couriers } from './couriers.ts';
import { credentials } from './credentials.ts';
import { deliveries } from './deliveries.ts';
import { deliveryHistory } from './delivery-history.ts';
import { deliveryInsurance } from './delivery-insurance.ts';
import { deliverySteps } from './delivery-steps.ts';
import { deliveryTask } from './delivery-task.ts';
import { drivers } from './drivers.ts';
import { followUps } from './follow-ups.ts';
import { hubs } from './hubs.ts';
import { insuranceProducts } from './insurance-products.ts';
import { insuranceRules } from './insurance-rules.ts';
import { insurers } from './insurers.ts';
import { members } from './members.ts';
import { offers } from './offers.ts';
import { organisations } from './organisations.ts';
import { partnerApps } from './partner-apps.ts';
import { payments } from './payments.ts';
import { partnerCalls } from './partner-calls.ts';
import { plans } from './plans.ts';
import { platforms } from './platforms.ts';
import { policies } from './policies.ts';
import { positions } from './positions.ts';
import { priceTable } from './price-table.ts';
import { proofFiles } from './proof-files.ts';
import { proofs } from './proofs.ts';
import { providerServices } from './provider-services.ts';
import { providers } from './providers.ts';
import { publicOrders } from './public-orders.ts';
import { publicServices } from './public-services.ts';
import { reconciliations } from './reconciliations.ts';
import { redemptions } from './redemptions.ts';
import type { Resource } from './resource.ts';
import { shippingOrders } from './shipping-orders.ts';
import { stops } from './stops.ts';
import { stores } from './stores.ts';
import { subscribers } from './subscribers.ts';
import { subscriptionOrderActions } from './subscription-order-actions.ts';
import { subscriptionOrders } from './subscription-orders.ts';
import { subscriptionPlans } from './subscription-plans.ts';
import { trackers } from './trackers.ts';
import { tripActions } from './trip-actions.ts';
import { trips } from './trips.ts';
import { vehicles } from './vehicles.ts';
import { webhookEndpointActions } from './webhook-endpoint-actions.ts';
import { webhookEndpoints } from './webhook-endpoints.ts';
import { webhookMessages } from './webhook-messages.ts';

export const resources: readonly Resource[] = [
  credentials,
  hubs,
  couriers,
  drivers,
  vehicles,
  trackers,
  positions,
  deliveries,
  deliverySteps,
  deliveryHistory,
  deliveryTask,
  offers,
  proofs,
  proofFiles,
  trips,
  tripActions,
  stops,
  plans,
  priceTable,
  publicServices,
  publicOrders,
  platforms,
  organisations,
  members,
  partnerApps,
  providers,
  providerServices,
  carriers,
  shippingOrders,
  payments,
  partnerCalls,
  followUps,
  reconciliations,
  stores,
  subscriptionPlans,
  subscribers,
  subscriptionOrders,
  subscriptionOrderActions,
  bills,
  redemptions,
  insuranceProducts,
  policies,
  claims,
  insurers,
  insuranceRules,
  deliveryInsurance,
  webhookEndpoints,
  webhookEndpointActions,
  webhookMessages,
];
