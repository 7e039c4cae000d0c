/** Who makes which calls, by the name that stands in the queue. */
import { newsCalls } from '../carrier/news-calls.ts';
import { cancelCalls, waybillCalls } from '../carrier/waybill-calls.ts';
import { insurerConnector } from '../coverage/call-insurer.ts';
import { coverageCalls } from '../coverage/coverage-calls.ts';
import { statusCalls } from '../provider/status-calls.ts';
import type { Connector } from './partner-calls.ts';

/** Calling off and asking for news have queues of their own: what a silent carrier holds up must not hold up another. */
export const connectors: Readonly<Record<string, Connector>> = {
  'carrier.fleet': waybillCalls,
  'carrier.fleet.cancel': cancelCalls,
  'carrier.http': waybillCalls,
  'carrier.http.cancel': cancelCalls,
  'carrier.http.read': newsCalls,
  [insurerConnector]: coverageCalls,
  'mdelivery.provider': statusCalls,
};
