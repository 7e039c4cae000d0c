/** Kinds of vehicles, smallest first, and what a partner may wish for. */

export const vehicleKinds = [
  'motorcycle',
  'car',
  'mpv',
  'van_1.7m',
  'van_2.4m',
  'lorry_10ft',
  'lorry_14ft',
  'lorry_20ft',
  'lorry_24ft',
  'lorry_40ft',
] as const;
export type VehicleKind = (typeof vehicleKinds)[number];

/** `ltl`: a place beside other goods, in whatever comes. */
export const vehicleWishes = ['ltl', ...vehicleKinds] as const;
export type VehicleWish = (typeof vehicleWishes)[number];

/** How it is driven: by an engine or by electricity. */
export const emissionsTypes = ['ice', 'ev'] as const;
export type EmissionsType = (typeof emissionsTypes)[number];
