/** Who has to be asked for what: every authorization, for the password and for consent. */
import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';

/**
 * Nobody is signed in silently: one browser may belong to people of several accounts, and an app that a member allowed
 * once gets nothing new without them.
 */
export function askEveryTime(): interactionPolicy.DefaultPolicy {
  const { Check, base } = interactionPolicy;
  const policy = base();
  // a member who was disabled meanwhile has signed in for nothing
  const isUnknown = ({ oidc }: KoaContextWithOIDC) => !oidc.result?.login || !oidc.account;
  policy.get('login')?.checks.add(new Check('password_each_time', 'End-User authentication is required', isUnknown));
  policy
    .get('consent')
    ?.checks.add(new Check('consent_each_time', 'End-User consent is required', ({ oidc }) => !oidc.result?.consent));
  return policy;
}
