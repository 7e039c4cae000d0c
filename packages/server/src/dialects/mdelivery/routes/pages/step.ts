/** What the steps to a delivery have in common: a receiver whom we know, and an order to which one may still be added. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../../../use-cases/deps.ts';
import { comeBack, type Entered } from '../../../../use-cases/receiver/enter.ts';
import type { OpenSession } from '../../../../use-cases/receiver/session.ts';
import type { Standing } from '../../../../use-cases/receiver/standing.ts';
import { baseOf } from './place.ts';

export interface OpenStep extends Entered {
  readonly standing: Extract<Standing, { kind: 'open' }>;
}

/** @returns null: the first page has something else to say */
export async function openStep(deps: Deps, open: OpenSession): Promise<OpenStep | null> {
  const entered = await comeBack(deps, open);
  const { standing } = entered;
  return standing.kind === 'open' ? { ...entered, standing } : null;
}

/** @param page path below the folder of the pages */
export const leadTo = (request: FastifyRequest, reply: FastifyReply, page: string): FastifyReply =>
  reply.redirect(`${baseOf(request)}/${page}`, 303);
