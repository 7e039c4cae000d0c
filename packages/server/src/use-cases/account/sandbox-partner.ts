/** Who is who at GotSurge's door in the sandbox. */

/** Known to everyone who reads the documents; good for nothing but trying things out. */
export const sandboxPartner = {
  clientKey: 'sandbox-client',
  secretKey: 'sandbox-secret',
  /** Of everybody below, and of the courier. */
  password: 'Sandbox#1!',
  people: [
    { email: 'orgadmin@example.com', name: 'Sandbox OrgAdmin', role: 'OrgAdmin' },
    { email: 'merchant@example.com', name: 'Sandbox Merchant', role: 'Merchant' },
  ],
  courier: 'driver@example.com',
} as const;
