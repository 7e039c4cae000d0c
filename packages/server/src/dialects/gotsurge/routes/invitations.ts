/** The page on which an invitation is accepted. What stands in its path is the key, so the log never has it. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import { faultsOfNewMember } from '../../../domain/partner/invitation.ts';
import { mostFormBytes, parseForm } from '../../../lib/pages/form-body.ts';
import { pageHeaders } from '../../../lib/pages/page-headers.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { acceptInvitation, readInvitation } from '../../../use-cases/invitation/accept-invitation.ts';
import {
  faultPage,
  invitationPage,
  notGood,
  notRead,
  ourFault,
  tooMany,
  welcomePage,
  type PageFault,
} from '../pages/invitation.ts';
import { InvitationParams, pageAnswers } from '../schemas/invitation.ts';
import type { GotSurgeApp, Register } from './app.ts';

/** Requests a minute of one address; each form sent costs a password's hash. */
const most = { look: 120, send: 20 } as const;
const timeWindow = 60_000;
/** Addresses remembered in this process; beyond it the longest unused begin anew. */
const cache = 10_000;
const type = 'application/x-www-form-urlencoded';
/** Seconds. */
const breath = 5;

/** A plugin of its own: the parser of forms and the answers to errors are of these pages alone. */
export const invitations: Register = (app, deps) =>
  void app.register(async (pages: GotSurgeApp) => {
    await pages.register(rateLimit, { global: false, cache });
    pages.removeAllContentTypeParsers();
    const form = { parseAs: 'string', bodyLimit: mostFormBytes } as const;
    pages.addContentTypeParser(type, form, async (_request: FastifyRequest, text: string) => parseForm(text));
    pages.setErrorHandler((error: FastifyError, request, reply) => showFault(deps, error, request, reply));
    const throttle = (name: string, max: number) => {
      const count = pages.createRateLimit({ timeWindow, max, keyGenerator: ({ ip }) => `${name} ${ip}` });
      return async (request: FastifyRequest, reply: FastifyReply) => {
        const limit = await count(request);
        if (limit.isAllowed || !limit.isExceeded) return;
        void reply.header('retry-after', String(limit.ttlInSeconds));
        throw new DomainError('too_many_requests', 'Too many requests.');
      };
    };
    const schema = { hide: true, params: InvitationParams, response: pageAnswers };
    const config = { secretPath: true } as const;

    pages.get(
      '/invitations/:id',
      { config, schema, onRequest: throttle('look', most.look), exposeHeadRoute: false },
      async (request, reply) => {
        const open = await readInvitation(deps, request.params.id);
        return open ? show(deps, reply, invitationPage(open)) : show(deps, reply, faultPage(notGood), 404);
      },
    );

    pages.post(
      '/invitations/:id',
      { config, schema: { ...schema, consumes: [type] }, onRequest: throttle('send', most.send) },
      async (request, reply) => {
        // whoever has the link may send the form; another site that has it has no use for somebody's browser
        const typed = readForm(request.body);
        const token = request.params.id;
        const faults = faultsOfNewMember(typed);
        if (faults.name !== null || faults.password !== null) {
          const open = await readInvitation(deps, token);
          if (!open) return show(deps, reply, faultPage(notGood), 404);
          return show(deps, reply, invitationPage({ ...open, name: typed.name, faults }), 422);
        }
        const joined = await acceptInvitation(deps, token, typed);
        return joined ? show(deps, reply, welcomePage(joined)) : show(deps, reply, faultPage(notGood), 404);
      },
    );
  });

/** An empty body never reaches the parser. */
function readForm(body: unknown): { readonly name: string; readonly password: string } {
  const field = (name: string): string => {
    const value: unknown = body instanceof Map ? body.get(name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { name: field('name').trim(), password: field('password') };
}

function show(deps: Deps, reply: FastifyReply, document: string, status = 200): FastifyReply {
  const https = deps.publicUrl().startsWith('https:');
  return reply.code(status).headers(pageHeaders({ https })).send(document);
}

function showFault(deps: Deps, error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [status, fault] = describe(error);
  if (status >= 500) request.log.error({ err: error }, 'a page of an invitation failed');
  if (status === 429 && !reply.hasHeader('retry-after')) void reply.header('retry-after', String(breath));
  return show(deps, reply, faultPage(fault), status);
}

function describe(error: FastifyError | DomainError): readonly [status: number, fault: PageFault] {
  if (error instanceof DomainError) return error.code === 'too_many_requests' ? [429, tooMany] : [500, ourFault];
  const { statusCode: status = 500 } = error;
  return status >= 400 && status < 500 ? [status, notRead] : [500, ourFault];
}
