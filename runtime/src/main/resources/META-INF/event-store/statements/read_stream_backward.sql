-- Reads a page of a stream, the highest version first.
--   $1 text    stream name
--   $2 bigint  lowest version, inclusive
--   $3 bigint  highest version, inclusive
--   $4 bigint  most events
-- Result: one row per event, each with the stream's version; one row without event if there is none; no row if the stream does
-- not exist.
select s.stream_version,
       e.stream_version,
       e.global_position,
       e.event_id,
       e.event_type,
       e.data,
       e.metadata,
       e.recorded_at
from ${schema}.streams s
left join lateral (
    select v.stream_version, v.global_position, v.event_id, v.event_type, v.data::text, v.metadata::text, v.recorded_at
    from ${schema}.events v
    where v.stream_id = s.stream_id
      and v.stream_version between $2::bigint and $3::bigint
    order by v.stream_version desc
    limit $4::bigint
) e on true
where s.stream_name = $1::text
order by e.stream_version desc
