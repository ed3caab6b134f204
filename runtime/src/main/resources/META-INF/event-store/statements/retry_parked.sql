-- Wishes that the parked events of a stream are handled again.
--   $1 text  subscription
--   $2 text  stream name
-- Result: one row per event.
update ${schema}.parked_events p
set retry_wanted = true
where p.subscription_name = $1::text and p.stream_name = $2::text
returning p.global_position
