/** Why a message's signature is not taken: a whole English sentence. A signature has no secrets, so it may be told. */

export class SignatureFault extends Error {
  override readonly name = 'SignatureFault';
}
