/** Files of the proof of a handover. */
import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { requireRole, type Role } from '../../../domain/partner/roles.ts';
import type { Scope } from '../../../domain/partner/scope.ts';
import { sendPrivateFile } from '../../../lib/send-private-file.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { scopeOfApp, scopeOfPlatform } from '../../../use-cases/partner/scope-of.ts';
import { readTaskFile } from '../../../use-cases/task/read-task-file.ts';
import { bearerOf } from '../auth.ts';
import { merchants } from '../platform-scope.ts';
import { forRoles } from '../role-words.ts';
import { refusals } from '../schemas/refusal.ts';
import { IdParams } from '../schemas/shape.ts';
import type { Register } from './app.ts';

const image = { schema: Type.Unsafe<Readable>({ type: 'string', contentMediaType: 'application/octet-stream' }) };

const allowed: readonly Role[] = ['OrgAdmin', 'Merchant', 'Operator', 'OrgTransporter'];

export const proofFiles: Register = (app, deps) => {
  app.get(
    '/proof-files/:id',
    {
      schema: {
        operationId: 'getProofFile',
        mayRefuse: [404],
        summary: 'Gives a photo or a signature of a task’s proof, as its `epod` names it.',
        description: forRoles(allowed),
        tags: ['tasks'],
        params: IdParams,
        response: {
          200: { description: 'The file.', content: { 'image/jpeg': image, 'image/png': image, 'image/webp': image } },
          304: Type.Null({ description: 'You have it.' }),
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const { account } = bearerOf(request);
      const { id } = request.params;
      const file = await readTaskFile(deps, account.id, await reach(deps, request), id);
      await sendPrivateFile(request, reply, id, file);
    },
  );
};

/** As far as the bearer sees tasks in any way. */
async function reach(deps: Deps, request: FastifyRequest): Promise<Scope> {
  const bearer = bearerOf(request);
  const { roles, organisation } = bearer.member;
  requireRole(roles, allowed);
  const isOfPlatform = bearer.platform?.organisationId === organisation.id;
  if (isOfPlatform && merchants.some((role) => roles.includes(role))) return scopeOfPlatform(deps, bearer);
  return scopeOfApp(bearer);
}
