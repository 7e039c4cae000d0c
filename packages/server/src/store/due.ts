/** Something of an account that is due. */

export interface Due {
  readonly accountId: string;
  readonly id: string;
}
