/** What bodies are signed with in the sandbox: keys of SUBPLACE's, and the token of the insurance's. */

/** Known to everyone who reads the documents; good for nothing but trying things out. */
export const sandboxSigners = {
  subplace: {
    /** Of the document's sample. */
    key: '97ddc5dc2675bdbba463bd3d11e5ef21',
    /** Its bodies have to be encrypted. */
    sealedKey: '00000000000000000000000000000001',
    /** Of both keys. */
    secret: 'sandbox-subplace-secret',
    /** Base64 of 32 bytes. */
    encryptionKey: 'c2FuZGJveC1zdWJwbGFjZS1lbmNyeXB0aW9uLWtleS0=',
  },
  saladin: { token: 'sandbox-ahasme-token', product: 'ahasme' },
} as const;
