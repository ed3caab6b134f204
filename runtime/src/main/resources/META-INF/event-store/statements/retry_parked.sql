-- Wishes that the parked events of a stream are handled again.
--   $1 text  subscription
--   $2 text  stream name
-- Result: one row per event.
with owned as (
    -- Whoever changes parked events locks the checkpoint of their partition first.
    select c.partition
    from ${schema}.subscription_checkpoints c
    where c.subscription_name = $1::text
      and c.partition = (
          select p.partition
          from ${schema}.parked_events p
          where p.subscription_name = $1::text and p.stream_name = $2::text
          limit 1)
    for update
)
update ${schema}.parked_events p
set retry_wanted = true
from owned o
where p.subscription_name = $1::text and p.stream_name = $2::text and p.partition = o.partition
returning p.global_position
