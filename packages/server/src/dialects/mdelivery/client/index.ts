/** MDelivery as the one who asks: the three operations at providers' systems. Pure. */
import type { PartnerCalls } from '../../../use-cases/partner-call/partner-calls.ts';
import { read } from './read.ts';
import { write } from './write.ts';

export const calls: PartnerCalls = { ownPath: '/mdelivery/auth/api/v1/delivery', write, read };
