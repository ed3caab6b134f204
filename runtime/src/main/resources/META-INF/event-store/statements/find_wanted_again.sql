-- Finds the parked events of those streams of a partition that are to be handled again.
--   $1 text     subscription
--   $2 integer  partition
--   $3 bigint   most events
-- Result: one row per event in the order of positions.
select p.subscription_name, p.stream_name, p.stream_version, p.global_position, p.error, p.parked_at
from ${schema}.parked_events p
where p.subscription_name = $1::text
  and p.partition = $2::integer
  and exists (
      select from ${schema}.parked_events w
      where w.subscription_name = $1::text and w.stream_name = p.stream_name and w.retry_wanted)
order by p.global_position
limit $3::bigint
