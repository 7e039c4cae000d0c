/** The pages of an invitation: choose a name and a password, done, and what can go wrong. */
import { longestMemberName, passwordLength, type NewMemberFaults } from '../../../domain/partner/invitation.ts';
import { html, type Markup } from '../../../lib/pages/html.ts';
import { page } from '../../../lib/pages/layout.ts';
import type { OpenInvitation } from '../../../use-cases/invitation/accept-invitation.ts';

export interface InvitationForm extends OpenInvitation {
  /** What was typed before. */
  readonly name?: string;
  readonly faults?: NewMemberFaults;
}

const none: NewMemberFaults = { name: null, password: null };

export function invitationPage({ invitation, businessName, name = '', faults = none }: InvitationForm): string {
  const { email, role } = invitation;
  const wrong = faults.name !== null || faults.password !== null;
  return page(
    wrong ? `Error: Join ${businessName}` : `Join ${businessName}`,
    html`<h1>Join ${businessName}</h1>
      <p>You are invited as <strong>${role}</strong>. Choose your name and a password.</p>
      ${wrong && html`<div role="alert">${faultLine('name', faults.name)}${faultLine('password', faults.password)}</div>`}
      <form method="post">
        <label for="email">E-mail address</label>
        <input id="email" type="email" value="${email}" autocomplete="username" readonly />
        <label for="name">Your name</label>
        <input
          id="name"
          name="name"
          value="${name}"
          autocomplete="name"
          maxlength="${longestMemberName}"
          required${told('name', faults.name)}
        />
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="new-password"
          minlength="${passwordLength.least}"
          maxlength="${passwordLength.most}"
          required
          aria-describedby="${faults.password === null ? 'rule' : 'password-fault rule'}"
          ${faults.password !== null && html` aria-invalid="true"`}
        />
        <p class="quiet" id="rule">${passwordLength.least} characters or more.</p>
        <button>Join</button>
      </form>`,
  );
}

const faultLine = (field: string, fault: string | null): Markup | null =>
  fault === null ? null : html`<p class="fault" id="${field}-fault">${fault}</p>`;

const told = (field: string, fault: string | null): Markup | null =>
  fault === null ? null : html` aria-invalid="true" aria-describedby="${field}-fault"`;

export const welcomePage = ({ invitation: { email }, businessName }: OpenInvitation): string =>
  page(
    'Welcome',
    html`<h1>Welcome to ${businessName}</h1>
      <p>You can sign in now, with <strong>${email}</strong> and your password, wherever an app asks for it.</p>
      <p class="quiet">You can close this page.</p>`,
  );

export interface PageFault {
  readonly title: string;
  readonly advice: string;
}

export const faultPage = ({ title, advice }: PageFault): string =>
  page(
    title,
    html`<h1>${title}</h1>
      <p>${advice}</p>`,
  );

export const notGood: PageFault = {
  title: 'This invitation does not work',
  advice:
    'It was used already, is too old, or a newer one has taken its place. If you cannot sign in, ask whoever invited you for another.',
};

export const tooMany: PageFault = {
  title: 'Too many tries',
  advice: 'Too many requests come from your network at once. Wait a minute and try again.',
};

export const notRead: PageFault = {
  title: 'This could not be read',
  advice: 'Open the link of the mail again, and send the form that it shows.',
};

export const ourFault: PageFault = {
  title: 'Something went wrong here',
  advice: 'It is not your fault. Try again in a minute.',
};
