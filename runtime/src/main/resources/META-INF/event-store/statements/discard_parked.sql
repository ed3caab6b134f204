-- Forgets the parked events of a stream.
--   $1 text  subscription
--   $2 text  stream name
-- Result: one row per event.
delete from ${schema}.parked_events p
where p.subscription_name = $1::text and p.stream_name = $2::text
returning p.global_position
