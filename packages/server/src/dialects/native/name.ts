/** Name of the dialect: of its folder, its credentials and its webhook endpoints. */
export const native = 'native';
