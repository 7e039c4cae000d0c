/** Hides what is not needed to recognise one's own data. */

const dots = '•••';

/** `+37369123456` becomes `•••56`. */
export const maskPhone = (phone: string): string => `${dots}${phone.slice(-2)}`;

/** `ion.rusu@example.md` becomes `i•••@example.md`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? dots : `${email.slice(0, 1)}${dots}${email.slice(at)}`;
}
