-- Notes that a parked event failed again: the events of its stream stay parked.
--   $1 text     subscription
--   $2 integer  partition
--   $3 bigint   token
--   $4 text     stream name
--   $5 text     error
-- Result: one row; none if the lease is lost.
with owned as (
    select c.partition
    from ${schema}.subscription_checkpoints c
    where c.subscription_name = $1::text and c.partition = $2::integer and c.fence = $3::bigint
    for update
), refused as (
    update ${schema}.parked_events p
    set retry_wanted = false,
        error = case
            when p.global_position = (
                select min(f.global_position)
                from ${schema}.parked_events f
                where f.subscription_name = $1::text and f.stream_name = $4::text)
            then $5::text else p.error end
    from owned
    where p.subscription_name = $1::text and p.stream_name = $4::text
)
select o.partition from owned o
