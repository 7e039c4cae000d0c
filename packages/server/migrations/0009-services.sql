-- The service a delivery was ordered under, where a partner sells more than one (LogiNext: ondemand), and money that the
-- courier gives the sender when fetching the goods.

alter table delivery add column service words_40, add column cash_on_pickup amount_of;
