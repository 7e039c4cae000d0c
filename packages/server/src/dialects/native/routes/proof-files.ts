/** /v1/proof-files/{id} */
import type { Readable } from 'node:stream';
import { Type } from 'typebox';
import { sendPrivateFile } from '../../../lib/send-private-file.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { readProofFile } from '../../../use-cases/proof/read-proof-file.ts';
import { identityOf } from '../auth.ts';
import { IdParams, NoQuery } from '../schemas/request.ts';
import type { NativeApp } from './app.ts';

const image = { schema: Type.Unsafe<Readable>({ type: 'string', contentMediaType: 'application/octet-stream' }) };

export function proofFiles(app: NativeApp, deps: Deps): void {
  app.get(
    '/proof-files/:id',
    {
      schema: {
        operationId: 'getProofFile',
        summary: 'Gives the bytes of a file as they were sent; the entity tag is their SHA-256.',
        tags: ['proofs'],
        params: IdParams,
        querystring: NoQuery,
        response: {
          200: { description: 'The file.', content: { 'image/jpeg': image, 'image/png': image, 'image/webp': image } },
          304: Type.Null({ description: 'You have it.' }),
        },
        refusals: [404],
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const file = await readProofFile(deps, identityOf(request).caller, id);
      await sendPrivateFile(request, reply, id, file);
    },
  );
}
