-- Finds the streams of a partition that have parked events.
--   $1 text     subscription
--   $2 integer  partition
-- Result: one row per stream.
select distinct p.stream_name
from ${schema}.parked_events p
where p.subscription_name = $1::text and p.partition = $2::integer
