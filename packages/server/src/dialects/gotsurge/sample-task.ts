/** The task that the playground creates: ship supplies from a warehouse to Jurong Port. */

const hour = 3_600_000;

/** @param now the pickup begins an hour later */
export function sampleTasks(now: Date): object {
  const at = (hours: number) => new Date(now.getTime() + hours * hour).toISOString();
  return {
    tasks: [
      {
        tracking_id: `PLAYGROUND-${now.getTime()}`,
        from_address: {
          street_address: '21 Pandan Crescent',
          city: 'Singapore',
          country: 'SG',
          zip_code: '128463',
          latitude: 1.3062,
          longitude: 103.7596,
        },
        from_time_window: { start_time_utc: at(1), end_time_utc: at(3) },
        from_contact: { name: 'Tan Wei', phone: '+6561234567' },
        to_address: {
          street_address: '37 Jurong Port Road',
          city: 'Singapore',
          country: 'SG',
          zip_code: '619110',
          latitude: 1.3069,
          longitude: 103.7176,
        },
        to_time_window: { start_time_utc: at(3), end_time_utc: at(6) },
        to_contact: { name: 'Mei Lin', phone: '+6567654321' },
        pickup_note_to_driver: 'Loading bay 2',
        delivery_note_to_driver: 'Gate C, ask for the berth',
        items: [{ id: '1', name: 'Mooring rope', quantity: 4, unit: 'box' }],
        cargo_net_quantity: 4,
        price: 2_000_000,
        currency: 'SGD',
        broadcast_preference: 'all',
        vehicle_preference: 'van_1.7m',
      },
    ],
  };
}
