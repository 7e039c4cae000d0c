-- Vehicles and drivers can be deleted. Trips go on pointing at them, so the row stays and nobody is shown it any more;
-- its number is free again.

alter table vehicle add column deleted_at timestamptz;
alter table vehicle drop constraint vehicle_account_id_number_key;
create unique index vehicle_number on vehicle (account_id, number) where deleted_at is null;
-- its device is free, too
alter table vehicle add check (deleted_at is null or tracker_id is null);

alter table driver add column deleted_at timestamptz;
alter table driver drop constraint driver_account_id_license_number_key;
create unique index driver_license_number on driver (account_id, license_number) where deleted_at is null;

-- The list of trackers asks for each on which trip it rides.
create index trip_started_tracker on trip (account_id, tracker_id) where state = 'started' and tracker_id is not null;
