/** Files of the proof of a handover. */
import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { requireRole, type Role } from '../../../domain/partner/roles.ts';
import type { Scope } from '../../../domain/partner/scope.ts';
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
      const { contentType, bytes, sha256, stream } = await readTaskFile(
        deps,
        account.id,
        await reach(deps, request),
        id,
      );
      const tag = `"${sha256}"`;
      // private evidence: a browser may keep it but must ask each time
      void reply.headers({ etag: tag, 'cache-control': 'private, no-cache' });
      if (request.headers['if-none-match'] === tag) {
        stream.destroy();
        await reply.code(304).send(null);
        return;
      }
      void reply.headers({
        'content-length': bytes,
        // a stranger's bytes: never shown as a page of ours
        'content-disposition': `attachment; filename="${id}.${contentType.replace('image/', '')}"`,
        'x-content-type-options': 'nosniff',
      });
      await reply.type(contentType).send(stream);
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
