/** A policy's certificate, for whoever has its link. */
import { DomainError } from '../../domain/errors.ts';
import { expire } from '../../domain/policy/lifecycle.ts';
import { sha256 } from '../../lib/hash.ts';
import { drawInThread } from '../../lib/pdf/sheet-thread.ts';
import { findAccount } from '../../store/account.ts';
import { findPolicy } from '../../store/policy.ts';
import { findCertificate } from '../../store/policy-lookup.ts';
import type { Deps } from '../deps.ts';
import { toCertificateSheet, type ShownPolicy } from './certificate-sheet.ts';
import { languageOf, type Language } from './certificate-words.ts';
import { verifyLink } from './links.ts';

export type { ShownPolicy };

/** As a PDF. @param language null: that of its product. @throws DomainError `policy_not_found` for a token that nobody was given */
export async function drawCertificate(
  deps: Pick<Deps, 'db' | 'now' | 'publicUrl'>,
  token: string,
  language: Language | null,
): Promise<{ readonly number: string; readonly pdf: Buffer }> {
  const hash = sha256(token);
  const shown = await readByHash(deps, hash);
  const pdf = await drawInThread(
    toCertificateSheet(shown, verifyLink(deps, hash), language ?? languageOf(shown.policy)),
  );
  return { number: shown.policy.number, pdf };
}

/** What a link of `verifyLink` leads to. @throws DomainError `policy_not_found` for a code that no certificate has */
export async function verifyCertificate(deps: Pick<Deps, 'db' | 'now'>, code: string): Promise<ShownPolicy> {
  return readByHash(deps, Buffer.from(code, 'base64url'));
}

/** Time may have ended it before housekeeping did. */
async function readByHash({ db, now }: Pick<Deps, 'db' | 'now'>, hash: Buffer): Promise<ShownPolicy> {
  const found = await findCertificate(db.anyone, hash);
  if (!found) throw notFound();
  const own = db.of(found.accountId);
  const [account, kept] = [await findAccount(own, found.accountId), await findPolicy(own, found.accountId, found.policyId)]; // prettier-ignore
  if (!account || !kept) throw notFound();
  return { policy: expire(kept.policy, now()).policy, insurer: account.name, timeZone: account.timeZone };
}

function notFound(): DomainError {
  return new DomainError('policy_not_found', 'There is no such certificate.');
}
