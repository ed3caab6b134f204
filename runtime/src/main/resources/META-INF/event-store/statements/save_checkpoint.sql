-- Saves what a partition has done, with events that it parked and parked events that it handled after all.
-- Nothing is parked that was behind it already: a save that comes late was repeated meanwhile, and what it parks may be handled.
-- On its own it need not survive a crash of the server, which costs no event: the whole save is gone or none of it.
--   $1 text      subscription
--   $2 integer   partition
--   $3 bigint    token
--   $4 bigint    the last position that was dealt with
--   $5 bigint[]  positions of parked events, with
--   $6 text[]    the name of the stream,
--   $7 bigint[]  the version in the stream,
--   $8 text[]    and the error of each
--   $9 bigint[]  positions of parked events that were handled
--   $10 boolean  whether the transaction must survive a crash of the server
-- Result: one row; none if the lease is lost, and then nothing is saved.
with durability as (
    select case when not $10::boolean then set_config('synchronous_commit', 'off', true) end as setting
), moved as (
    update ${schema}.subscription_checkpoints c
    set position = greatest(c.position, $4::bigint), moved_at = clock_timestamp()
    from durability
    where c.subscription_name = $1::text and c.partition = $2::integer and c.fence = $3::bigint
    returning c.position
), parked as (
    insert into ${schema}.parked_events
        (subscription_name, partition, global_position, stream_name, stream_version, error)
    select $1::text, $2::integer, p.global_position, p.stream_name, p.stream_version, p.error
    from moved, unnest($5::bigint[], $6::text[], $7::bigint[], $8::text[])
             as p (global_position, stream_name, stream_version, error)
    where p.global_position > (
        select c.position
        from ${schema}.subscription_checkpoints c
        where c.subscription_name = $1::text and c.partition = $2::integer)
    on conflict (subscription_name, global_position) do nothing
), wished as (
    -- Whoever wished for a stream meant also what was parked behind its events meanwhile.
    update ${schema}.parked_events w
    set retry_wanted = true
    from moved, ${schema}.parked_events h
    where h.subscription_name = $1::text and h.global_position = any ($9::bigint[]) and h.retry_wanted
      and w.subscription_name = $1::text and w.stream_name = h.stream_name
      and not w.retry_wanted and not w.global_position = any ($9::bigint[])
), handled as (
    delete from ${schema}.parked_events e
    using moved
    where e.subscription_name = $1::text and e.global_position = any ($9::bigint[])
)
select m.position from moved m
