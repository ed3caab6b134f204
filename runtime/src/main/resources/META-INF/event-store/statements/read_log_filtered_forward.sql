-- Reads a page of the log, the lowest position first, and of it the events that pass a filter.
--   $1 bigint  lowest position, inclusive
--   $2 bigint  highest position, inclusive
--   $3 bigint  most events
--   $4 text[]  event types; empty for any
--   $5 text[]  categories of the streams; empty for any
--   $6 text    what the streams' names begin with; empty for anything
--   $7 bigint  number of slices of streams
--   $8 bigint  the slice, from 0
-- Result: one row per event with the name of its stream.
select s.stream_name,
       v.stream_version,
       v.global_position,
       v.event_id,
       v.event_type,
       v.data::text,
       v.metadata::text,
       v.recorded_at
from ${schema}.events v
cross join lateral (
    -- One look into the index for each event, whatever the planner takes the number of events for.
    select n.stream_name
    from ${schema}.streams n
    where n.stream_id = v.stream_id
      and (cardinality($5::text[]) = 0 or n.category = any ($5::text[]))
      and starts_with(n.stream_name, $6::text)
      and ($7::bigint = 1 or ('x' || left(md5(convert_to(n.stream_name, 'UTF8')), 8))::bit(32)::bigint % $7::bigint = $8::bigint)
    limit 1
) s
where v.global_position between $1::bigint and $2::bigint
  and (cardinality($4::text[]) = 0 or v.event_type = any ($4::text[]))
order by v.global_position
limit $3::bigint
