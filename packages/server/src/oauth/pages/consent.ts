/** The page on which a member allows an app to act for them, or does not. */
import type { Member } from '../../domain/partner/member.ts';
import { html } from '../../lib/pages/html.ts';
import { page } from '../../lib/pages/layout.ts';
import { abortForm, type LoginPage } from './login.ts';

export interface ConsentPage extends Pick<LoginPage, 'asker' | 'token' | 'path'> {
  readonly member: Pick<Member, 'name' | 'email' | 'organisationName'>;
  /** What the app asks for, by our words for it. */
  readonly scopes: readonly string[];
}

const meanings: Readonly<Record<string, (organisation: string) => string>> = {
  tasks: (organisation) =>
    `Make, see, change and cancel delivery tasks of ${organisation}, with the rights that you have`,
  openid: () => 'Know you again when you come back',
  offline_access: () => 'Go on while you are not there, until you or your organisation end it',
};

export function consentPage({ asker, token, path, member, scopes }: ConsentPage): string {
  const { name, email, organisationName } = member;
  const asked = scopes.flatMap((scope) => meanings[scope]?.(organisationName) ?? []);
  return page(
    `Allow ${asker.name}`,
    html`<h1>Allow ${asker.name} to act for you?</h1>
      <p>You are signed in as <strong>${name}</strong> (${email}) of <strong>${organisationName}</strong>.</p>
      <p>${asker.name} will be able to:</p>
      <ul>
        ${asked.map((words) => html`<li>${words}</li>`)}
      </ul>
      <form method="post" action="${path}/consent">
        <input type="hidden" name="token" value="${token}" />
        <button>Allow</button>
      </form>
      ${abortForm(path, token, 'Do not allow')}
      <p class="quiet">Afterwards you are taken to ${asker.place}.</p>`,
  );
}
