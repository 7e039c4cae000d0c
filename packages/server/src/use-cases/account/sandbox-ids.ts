/** Ids of the sandbox's things that never change. */

/** Ids that documents and scripts can name. */
export const sandboxIdOf = (number: number): string =>
  `01900000-0000-7000-8000-00000000a${number.toString(16).padStart(3, '0')}`;

export const sandboxIds = {
  platform: sandboxIdOf(0x1),
  logistics: sandboxIdOf(0x2),
  merchant: sandboxIdOf(0x3),
  marine: sandboxIdOf(0x4),
  orgAdmin: sandboxIdOf(0x5),
  merchantMember: sandboxIdOf(0x6),
  app: sandboxIdOf(0x7),
  courier: sandboxIdOf(0x8),
  vehicle: sandboxIdOf(0x9),
  tracker: sandboxIdOf(0xa),
  // roles are 010 to 01e
  draftTask: sandboxIdOf(0x30),
  marineTask: sandboxIdOf(0x31),
  store: sandboxIdOf(0x40),
  subscriptionPlan: sandboxIdOf(0x41),
  planVariation: sandboxIdOf(0x42),
  insurer: sandboxIdOf(0x43),
} as const;
