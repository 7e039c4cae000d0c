/**
 * What LogiNext's document lists: 41 operations, 18 webhooks, and the operations of its later public versions that are
 * served too. The table of the README is made of it (`npm run docs:loginext`), and the replay of the samples reads here
 * where an answer differs from its sample, and why.
 */

/** A value of a sample that another one stands for. */
export interface Difference {
  /** Its path in the sample: `data.0.status`. */
  readonly at: string;
  /** What stands there, with placeholders for ids, times and positions. */
  readonly is: unknown;
  readonly because: string;
}

interface Entry {
  readonly name: string;
  /** What is served where the document has no sample of a body. */
  readonly instead?: string;
  /** Keys that our decisions add to the sample; its fixture has them. */
  readonly decided?: readonly string[];
  readonly differs?: readonly Difference[];
  /** What is not as printed in the sample of the request. */
  readonly request?: string;
  /** Why its keys stand in another order than in the sample. */
  readonly reordered?: string;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** `LX1` to `LX41`, and `LXP-…` for what later public versions added. */
export interface DocumentedOperation extends Entry {
  readonly id: `LX${number}` | `LXP-${string}`;
  readonly method: Method;
  /** Taken as well, because the document contradicts itself. */
  readonly also?: readonly Method[];
  /** Below the dialect's prefix. */
  readonly path: string;
}

/** `WH1` to `WH18`. */
export interface DocumentedWebhook extends Entry {
  readonly id: `WH${number}`;
  /** Its name in `events.ts`. */
  readonly webhook: string;
}

const laterValidity = 'with validities a century later, for they must lie ahead';
const kilometresDriven = 'the sample’s unit is not known; ours are kilometres, as in `plannedDistance`';
const lastMile = 'a last mile has no stop at the sender’s';
const firstMile = 'a first mile has no stop at the receiver’s';
const countsNone = 'none is 0';
const otherOrder = 'the sample shows another order’s';
const decidedFlag = 'decided: Y or N instead of a NUL character';
const crateState = 'decided: the state that it is in';

export const operations: readonly DocumentedOperation[] = [
  { id: 'LX1', name: 'Authenticate', method: 'POST', path: '/LoginApp/login/authenticate' },
  { id: 'LX2', name: 'Invalidate', method: 'GET', path: '/LoginApp/login/token/refresh' },
  {
    id: 'LX3',
    name: 'Create Vehicle',
    method: 'POST',
    path: '/VehicleApp/haul/v1/create',
    request: laterValidity,
  },
  {
    id: 'LX4',
    name: 'Get Vehicle (Single)',
    method: 'GET',
    path: '/VehicleApp/haul/v1/:reference_id',
    decided: ['referenceId'],
  },
  { id: 'LX5', name: 'Get Vehicle', method: 'GET', path: '/VehicleApp/haul/v1', decided: ['vehicleId', 'guid'] },
  { id: 'LX6', name: 'Update Vehicle', method: 'PUT', path: '/VehicleApp/haul/v1', request: laterValidity },
  { id: 'LX7', name: 'Delete Vehicle', method: 'DELETE', path: '/VehicleApp/haul/v1' },
  { id: 'LX8', name: 'Create Driver', method: 'POST', path: '/DriverApp/haul/v1/driver/create' },
  { id: 'LX9', name: 'Get Driver', method: 'POST', path: '/DriverApp/haul/v1/driver/list' },
  { id: 'LX10', name: 'Update Driver', method: 'PUT', path: '/DriverApp/haul/v1/driver/update' },
  { id: 'LX11', name: 'Delete Driver', method: 'DELETE', path: '/DriverApp/haul/v1/driver/delete' },
  { id: 'LX12', name: 'Create Trip', method: 'POST', path: '/TripApp/haul/v1/trip/create' },
  { id: 'LX13', name: 'Get Trip', method: 'POST', path: '/TripApp/haul/v1/trip/get' },
  { id: 'LX14', name: 'Start Trip', method: 'PUT', also: ['POST'], path: '/TripApp/haul/v1/trip/start' },
  { id: 'LX15', name: 'Stop Trip', method: 'POST', also: ['PUT'], path: '/TripApp/haul/v1/trip/stop' },
  { id: 'LX16', name: 'Trip iFrame', method: 'GET', path: '/track/', instead: 'a page' },
  {
    id: 'LX17',
    name: 'Get Location',
    method: 'POST',
    path: '/TrackingApp/haul/v1/track/lastlocation',
    decided: ['tripName'],
  },
  {
    id: 'LX18',
    name: 'Create Tracking Record',
    method: 'POST',
    path: '/TrackingApp/track/put',
    instead: 'decided: the envelope of success',
  },
  {
    id: 'LX19',
    name: 'Get Tracker (List)',
    method: 'GET',
    path: '/DeviceApp/device/v1/haul',
    decided: ['hasError'],
    differs: [
      { at: 'data.0.isAvailableFl', is: 'N', because: decidedFlag },
      { at: 'data.1.isAvailableFl', is: 'Y', because: decidedFlag },
      { at: 'data.2.isAvailableFl', is: 'Y', because: decidedFlag },
    ],
  },
  { id: 'LX20', name: 'Create Order (Delivery)', method: 'POST', path: '/ShipmentApp/mile/v1/create' },
  { id: 'LX21', name: 'Create Order (Pickup)', method: 'POST', path: '/ShipmentApp/mile/v1/create' },
  { id: 'LX22', name: 'Create Order (Pickup & Delivery)', method: 'POST', path: '/ShipmentApp/mile/v1/create' },
  { id: 'LX23', name: 'Create Return Order', method: 'POST', path: '/ShipmentApp/mile/v1/create/return' },
  {
    id: 'LX24',
    name: 'Get Order',
    method: 'GET',
    path: '/ShipmentApp/mile/v1/shipment',
    differs: [
      ...[
        'pickupCheckInTime',
        'pickupCheckOutTime',
        'pickupCheckInLatitude',
        'pickupCheckInLongitude',
        'pickupCheckOutLatitude',
        'pickupCheckOutLongitude',
      ].map((key) => ({ at: `data.0.${key}`, is: null, because: lastMile })),
      ...['deliverCheckOutTime', 'deliverCheckOutLatitude', 'deliverCheckOutLongitude'].map((key) => ({
        at: `data.1.${key}`,
        is: null,
        because: firstMile,
      })),
      { at: 'data.0.actualDistance', is: 12.852, because: kilometresDriven },
      { at: 'data.1.actualDistance', is: 2, because: kilometresDriven },
      { at: 'data.0.shipmentCrateMappings.0.orderNo', is: 'TEST_ORDER1', because: otherOrder },
      { at: 'data.1.shipmentCrateMappings.0.orderNo', is: 'TEST_ORDER2', because: otherOrder },
      { at: 'data.1.shipmentCrateMappings.0.crateQuantity', is: 0, because: countsNone },
      { at: 'data.1.podCount', is: 0, because: countsNone },
    ],
    reordered: 'the sample’s second order has its own',
  },
  { id: 'LX25', name: 'Update Order', method: 'POST', path: '/ShipmentApp/mile/v1/update' },
  {
    id: 'LX26',
    name: 'Update Order Status',
    method: 'PUT',
    path: '/ShipmentApp/mile/v1/update/status',
    reordered: 'every other sample has `message` before `data`',
  },
  {
    id: 'LX27',
    name: 'Update Crates and Line Items in Order',
    method: 'POST',
    path: '/ShipmentApp/mile/v1/updateCrates',
  },
  { id: 'LX28', name: 'Cancel Order', method: 'PUT', path: '/ShipmentApp/mile/v1/cancel' },
  { id: 'LX29', name: 'Get Status of Order', method: 'POST', path: '/ShipmentApp/mile/v1/status' },
  {
    id: 'LX30',
    name: 'Download EPOD',
    method: 'GET',
    path: '/ShipmentApp/shipment/fmlm/epod/list',
    instead: 'a ZIP file',
  },
  { id: 'LX31', name: 'Start Trip', method: 'POST', also: ['PUT'], path: '/TripApp/mile/v1/trip/start' },
  { id: 'LX32', name: 'Stop Trip', method: 'POST', also: ['PUT'], path: '/TripApp/mile/v1/trip/stop' },
  { id: 'LX33', name: 'Track Last Location', method: 'GET', path: '/TrackingApp/mile/v1/track/lastlocation' },
  { id: 'LX34', name: 'Create Delivery Medium', method: 'POST', path: '/DeliveryMediumApp/mile/v1/create' },
  {
    id: 'LX35',
    name: 'Get Geocode',
    method: 'POST',
    path: '/CommonApp/mile/v1/geocode',
    differs: [{ at: 'data.0.geocodingSource', is: 'GEONAMES', because: 'decided: our own gazetteer' }],
  },
  { id: 'LX36', name: 'iFrame', method: 'GET', path: '/track/', instead: 'a page' },
  { id: 'LX37', name: 'Route Planning', method: 'POST', path: '/TripApp/deliveryplanner/v1/plan' },
  { id: 'LX38', name: 'Create Order (Fixed Pickup)', method: 'POST', path: '/ShipmentApp/ondemand/v1/create' },
  { id: 'LX39', name: 'Create Order (Variable Pickup)', method: 'POST', path: '/ShipmentApp/ondemand/v1/create' },
  { id: 'LX40', name: 'Get Order', method: 'PUT', also: ['GET'], path: '/ShipmentApp/ondemand/v1/shipment' },
  { id: 'LX41', name: 'Cancel Order', method: 'PUT', path: '/ShipmentApp/ondemand/v1/cancel' },
  { id: 'LXP-update-trip', name: 'Update Trip', method: 'POST', path: '/TripApp/haul/v1/trip/update' },
  { id: 'LXP-cancel-trip', name: 'Cancel Trip', method: 'POST', path: '/TripApp/haul/v1/trip/cancel' },
  {
    id: 'LXP-bulk-tracking',
    name: 'Create Tracking Records in Bulk',
    method: 'POST',
    path: '/TrackingApp/haul/v1/tracking/put',
  },
  { id: 'LXP-assign', name: 'Assign Orders', method: 'PUT', path: '/ShipmentApp/mile/v1/manual/assign' },
  { id: 'LXP-unassign', name: 'Unassign Order', method: 'PUT', path: '/ShipmentApp/mile/v1/manual/unassign' },
];

export const webhooks: readonly DocumentedWebhook[] = [
  { id: 'WH1', name: 'Create Order', webhook: 'CREATE_ORDER' },
  {
    id: 'WH2',
    name: 'Update Order',
    webhook: 'UPDATE_ORDER',
    differs: [
      {
        at: 'address',
        is: '123, Supreme Business Park, Hiranandani, Mumbai, MH, IND, 400076',
        because: 'the sample’s is not where its `originAddr` is',
      },
    ],
  },
  { id: 'WH3', name: 'Accept Order', webhook: 'ACCEPT_ORDER' },
  { id: 'WH4', name: 'Reject Order', webhook: 'REJECT_ORDER' },
  { id: 'WH5', name: 'Cancel Order', webhook: 'CANCEL_ORDER' },
  {
    id: 'WH6',
    name: 'Load Items',
    webhook: 'LOAD_ITEMS',
    differs: [
      { at: 'shipmentCrateMapping.0.statusCd', is: 'LOADED', because: crateState },
      { at: 'shipmentCrateMapping.0.shipmentlineitems.0.statusCd', is: 'LOADED', because: crateState },
    ],
  },
  { id: 'WH7', name: 'Load Complete', webhook: 'LOAD_COMPLETE' },
  { id: 'WH8', name: 'Delivered', webhook: 'DELIVERED' },
  {
    id: 'WH9',
    name: 'Partially Delivered',
    webhook: 'PARTIALLY_DELIVERED',
    differs: [
      { at: 'shipmentCrateMappingList.0.statusCd', is: 'UNLOADED', because: crateState },
      { at: 'shipmentCrateMappingList.0.shipmentLineItemsList.0.statusCd', is: 'UNLOADED', because: crateState },
      {
        at: 'shipmentCrateMappingList.0.shipmentLineItemsList.0.actualItemQuantity',
        is: 1,
        because: 'the sample hands over more than was ordered',
      },
    ],
  },
  { id: 'WH10', name: 'Not Delivered', webhook: 'NOT_DELIVERED' },
  { id: 'WH11', name: 'Pickedup', webhook: 'PICKEDUP' },
  {
    id: 'WH12',
    name: 'Not Pickedup',
    webhook: 'NOT_PICKEDUP',
    differs: [{ at: 'orderLeg', is: 'PICKUP', because: 'it is the pickup that failed' }],
  },
  {
    id: 'WH13',
    name: 'Route Planning',
    webhook: 'ROUTE_PLANNING',
    differs: [{ at: 'notificationDetails.0.driverName', is: '', because: 'a plan names couriers, and no drivers' }],
  },
  { id: 'WH14', name: 'Route Planning - API', webhook: 'ROUTE_PLANNING_API' },
  { id: 'WH15', name: 'Start Trip', webhook: 'START_TRIP' },
  { id: 'WH16', name: 'Stop Trip', webhook: 'STOP_TRIP' },
  { id: 'WH17', name: 'Hub In', webhook: 'HUB_IN' },
  { id: 'WH18', name: 'Hub Out', webhook: 'HUB_OUT' },
];

export const documented: readonly (DocumentedOperation | DocumentedWebhook)[] = [...operations, ...webhooks];

/** Still to come. A test fails when one of them is served, so this empties itself. */
export const notYet: readonly string[] = [];
