/** How receivers pay: not at all, at a click in the sandbox, or at MPay. */

export type Mpay =
  | { readonly kind: 'off' | 'sandbox' }
  | {
      readonly kind: 'mpay';
      /** Where browsers are sent to pay. */
      readonly payUrl: string;
      /** What MPay calls us. */
      readonly serviceId: string;
      /** PEM: ours, to sign with. */
      readonly certificate: string;
      /** PEM. */
      readonly key: string;
      /** PEM: what is not signed with one of these is not from MPay. */
      readonly trusted: readonly string[];
      /** Signatures with SHA-1 count. */
      readonly sha1: boolean;
    };
