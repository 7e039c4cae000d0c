/** LogiNext: download the proofs of many orders as a ZIP. */
import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { DomainError } from '../../../domain/errors.ts';
import { zipOf } from '../../../lib/zip/zip-of.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { archiveProofs, type ArchiveWords, type ProofFilter } from '../../../use-cases/proof/archive-proofs.ts';
import { identityOf } from '../auth.ts';
import { ElementRefused } from '../errors.ts';
import { readRange } from '../query-dates.ts';
import { toReference } from '../references.ts';
import { PlainEnvelope } from '../schemas/envelope.ts';
import type { ElementFault } from '../schemas/fields.ts';
import { epodStatusWords, toEpodStates, toLogiNextStatus } from '../status.ts';

const date = Type.Optional(Type.String({ description: 'yyyy-MM-dd HH:mm:ss, UTC; mandatory' }));
const EpodQuery = Type.Object({
  orderstartdt: date,
  orderenddt: date,
  deliverystartdt: date,
  deliveryenddt: date,
  status: Type.Optional(Type.String({ description: `one or more, with commas, of ${epodStatusWords.join(', ')}` })),
});
type EpodQuery = Static<typeof EpodQuery>;

/** Downloads that one account may have at a time, in each process: each keeps a core busy as fast as it is read. */
const mostAtOnce = 4;

const words: ArchiveWords = { reference: toReference, state: ({ state, legs }) => toLogiNextStatus(state, legs) };

export function epodRoutes(app: FastifyInstance, deps: Deps): void {
  const running = new Map<string, Set<Readable>>();

  app.get<{ Querystring: EpodQuery }>(
    '/ShipmentApp/shipment/fmlm/epod/list',
    {
      // to answer a HEAD, the whole ZIP would be written and thrown away
      exposeHeadRoute: false,
      schema: {
        operationId: 'downloadEpod',
        summary: 'Download EPOD',
        tags: ['orders'],
        querystring: EpodQuery,
        response: {
          200: { description: 'A folder for each order that has a proof.', content: { 'application/zip': { schema: Type.Unsafe({ type: 'string', contentMediaType: 'application/zip' }) } } },
          '4xx': PlainEnvelope,
          '5xx': PlainEnvelope,
        }, // prettier-ignore
      },
    },
    async (request, reply) => {
      const identity = identityOf(request);
      const filter = readFilter(request.query);
      const { id } = identity.account;
      const own = running.get(id) ?? new Set();
      if (own.size >= mostAtOnce) throw new DomainError('too_many_requests', 'Four downloads are running.');
      const zip = zipOf(archiveProofs(deps, identity, filter, words));
      running.set(id, own.add(zip));
      zip.once('close', () => {
        own.delete(zip);
        if (own.size === 0) running.delete(id);
      });
      return reply.type('application/zip').header('content-disposition', 'attachment; filename="epod.zip"').send(zip);
    },
  );
}

/** @throws ElementRefused with all faults */
function readFilter(query: EpodQuery): ProofFilter {
  const faults: ElementFault[] = [];
  const ordered = readRange(query, ['orderstartdt', 'orderenddt'], faults);
  const delivered = readRange(query, ['deliverystartdt', 'deliveryenddt'], faults);
  const anyOf = toEpodStates(query.status);
  if (anyOf === undefined) faults.push({ key: 'status', message: ['status is invalid'] });
  if (!ordered || !delivered || anyOf === undefined || faults.length > 0) throw new ElementRefused(400, faults);
  return { ordered, delivered, anyOf };
}
