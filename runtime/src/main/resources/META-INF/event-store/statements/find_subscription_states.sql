-- Tells where all subscriptions stand.
-- Result: one row per partition, by subscription and partition.
select s.subscription_name,
       s.paused,
       c.partition,
       c.position,
       c.stopped,
       c.error,
       c.failed_position,
       c.moved_at,
       case when l.expires_at > clock_timestamp() then l.node end,
       (select count(*) from ${schema}.parked_events p where p.subscription_name = s.subscription_name),
       (select coalesce(max(e.global_position), 0) from ${schema}.events e),
       (select e.recorded_at
        from ${schema}.events e
        where e.global_position > c.position
        order by e.global_position
        limit 1),
       clock_timestamp()
from ${schema}.subscriptions s
join ${schema}.subscription_checkpoints c on c.subscription_name = s.subscription_name
join ${schema}.subscription_leases l on l.subscription_name = s.subscription_name and l.partition = c.partition
order by s.subscription_name, c.partition
