/** Saladin as the one who asks: the three operations at insurers' systems. Pure. */
import type { PartnerCalls } from '../../../use-cases/partner-call/partner-calls.ts';
import { read } from './read.ts';
import { write } from './write.ts';

export const calls: PartnerCalls = { ownPath: '/saladin', write, read };
