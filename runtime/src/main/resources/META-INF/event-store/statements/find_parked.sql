-- Finds parked events of a subscription.
--   $1 text    subscription
--   $2 bigint  most events
-- Result: one row per event in the order of positions.
select p.subscription_name, p.stream_name, p.stream_version, p.global_position, p.error, p.parked_at
from ${schema}.parked_events p
where p.subscription_name = $1::text
order by p.global_position
limit $2::bigint
