-- Reads a page of the log of all streams, the lowest position first.
--   $1 bigint  lowest position, inclusive
--   $2 bigint  highest position, inclusive
--   $3 bigint  most events
-- Result: one row per event with the name of its stream.
select s.stream_name,
       e.stream_version,
       e.global_position,
       e.event_id,
       e.event_type,
       e.data,
       e.metadata,
       e.recorded_at
from (
    select v.stream_id, v.stream_version, v.global_position, v.event_id, v.event_type, v.data::text, v.metadata::text,
           v.recorded_at
    from ${schema}.events v
    where v.global_position between $1::bigint and $2::bigint
    order by v.global_position
    limit $3::bigint
) e
cross join lateral (
    -- One look into the index for each event, whatever the planner takes the number of events for.
    select n.stream_name
    from ${schema}.streams n
    where n.stream_id = e.stream_id
    limit 1
) s
order by e.global_position
