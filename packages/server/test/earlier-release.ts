/** Fills the tables of migrations 1 to 3, which no later release may change, with a little of everything. */
import type { Client } from 'pg';

const account = `'01900000-0000-7000-8000-000000000001'`;
/** The first of its kind, and the n-th of a series: any ids will do, as long as they are always the same. */
const id = (kind: string) => `'0190000${kind}-0000-7000-8000-000000000001'::uuid`;
const each = (kind: string) => `('0190000${kind}-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid`;
const [hub, tracker, vehicle, courier, trip, delivery] = ['1', '2', '3', '4', '5', '6'] as const;

export async function fillEarlierRelease(client: Client): Promise<void> {
  await client.query(`
    insert into account (id, name, currency, time_zone) values (${account}, 'Before', 'INR', 'Asia/Kolkata');
    insert into credential (account_id, id, dialect, label, lookup) values (${account}, ${id('9')}, 'native', 'k', 'x');
    insert into session (account_id, id, credential_id, token_hash, secret_hash, expires_at)
      values (${account}, ${id('a')}, ${id('9')}, sha256('t'), sha256('s'), '2026-12-01Z');
    insert into idempotency_key (account_id, operation, key, fingerprint, claimed_until, status, content_type, body)
      values (${account}, 'POST /x', 'k', sha256('f'), '2026-01-01Z', 201, 'application/json', '\\x7b7d');
    insert into hub (account_id, id, code, name, lat, lng, address)
      select ${account}, ${each(hub)}, 'H' || n, 'Hub ' || n, 19 + n * 0.1, 72.5, '{"city": "Mumbai"}' from generate_series(1, 5) n;
    insert into tracker (account_id, id, code, kind) select ${account}, ${each(tracker)}, 'T' || n, 'device' from generate_series(1, 3) n;
    select prepare_position_days('2026-01-01', 3);
    insert into position (account_id, tracker_id, recorded_at, lat, lng, speed_kmh)
      select ${account}, ${id(tracker)}, timestamptz '2026-01-01Z' + n * interval '10 minutes', 19 + n * 0.001, 72.1, n / 3.0
      from generate_series(1, 1000) n;
    insert into vehicle (account_id, id, number, tracker_id) values (${account}, ${id(vehicle)}, 'MH1', ${id(tracker)});
    insert into courier (account_id, id, employee_number, name, phone, branch, languages, shifts)
      values (${account}, ${id(courier)}, 'E1', 'Amit', '1', 'H1', '{en,hi}', '[{"from": "08:00"}]');
    insert into driver (account_id, id, name, phone, license_number) values (${account}, ${id('b')}, 'D', '2', 'L1');
    insert into trip (account_id, id, version, name, state, courier_id, assigned_by, started_at)
      values (${account}, ${id(trip)}, 2, 'TRIP-1', 'started', ${id(courier)}, 'hand', '2026-01-01Z');
    insert into delivery (account_id, id, version, state, order_number, direction, legs, ordered_at, currency,
        partial_allowed, return_allowed, cancellation_allowed, dropoff, dropoff_branch, trip_id, volume_mm3)
      select ${account}, ${each(delivery)}, 1, 'ready', 'O' || n, 'forward', 'dropoff', '2026-01-01Z', 'INR', false, true,
        true, '{"address": {"street": "Größe ✓"}}', 'H2', case when n % 3 = 0 then ${id(trip)} end, n * 1000
      from generate_series(1, 500) n;
    insert into package (account_id, delivery_id, code, ordinal, state)
      select ${account}, ${each(delivery)}, 'P', 0, 'expected' from generate_series(1, 500) n;
    insert into item (account_id, delivery_id, package_code, ordinal, code, price, quantity)
      select ${account}, ${each(delivery)}, 'P', 0, 'TEA', 9007199254740991, 0.1 from generate_series(1, 500) n;
    insert into stop (account_id, trip_id, id, delivery_id, leg, sequence, state)
      select ${account}, ${id(trip)}, ${each('7')}, ${each(delivery)}, 'dropoff', n, 'open'
      from generate_series(3, 500, 3) n;
    insert into proof (account_id, id, delivery_id, leg, captured_at)
      values (${account}, ${id('c')}, ${id(delivery)}, 'dropoff', '2026-01-01Z');
    insert into proof_file (account_id, id, proof_id, kind, content_type, bytes, sha256, storage_key)
      values (${account}, ${id('d')}, ${id('c')}, 'photo', 'image/png', 3, sha256('x'), 'a/2026/01/b');`);
}
