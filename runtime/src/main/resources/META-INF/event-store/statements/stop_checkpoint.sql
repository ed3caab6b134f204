-- Notes that a partition stopped at an event.
--   $1 text     subscription
--   $2 integer  partition
--   $3 bigint   token
--   $4 bigint   position of the event
--   $5 text     error
-- Result: one row; none if the lease is lost.
update ${schema}.subscription_checkpoints c
set stopped = true, failed_position = $4::bigint, error = $5::text, moved_at = clock_timestamp()
where c.subscription_name = $1::text and c.partition = $2::integer and c.fence = $3::bigint
returning c.position
