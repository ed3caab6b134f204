-- Reads a page of a stream for a fold, the highest version first: no more than the events' versions, types and data.
--   $1 text    stream name
--   $2 bigint  lowest version, inclusive
--   $3 bigint  highest version, inclusive
--   $4 bigint  most events
-- Result: one row per event, each with the stream's version; one row without event if there is none; no row if the stream does
-- not exist.
select s.stream_version,
       e.stream_version,
       e.event_type,
       e.data
from ${schema}.streams s
left join lateral (
    select v.stream_version, v.event_type, v.data::text
    from ${schema}.events v
    where v.stream_id = s.stream_id
      and v.stream_version between $2::bigint and $3::bigint
    order by v.stream_version desc
    limit $4::bigint
) e on true
where s.stream_name = $1::text
order by e.stream_version desc
