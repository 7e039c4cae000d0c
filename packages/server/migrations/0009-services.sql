-- The service a delivery was ordered under, where a partner sells more than one (LogiNext: ondemand), and money that is
-- collected at the sender's door.

alter table delivery add column service words_40, add column cash_on_pickup amount_of;
