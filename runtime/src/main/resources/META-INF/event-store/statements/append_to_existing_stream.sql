-- Appends events to a stream that exists, if it is at the expected version.
--   $1 text    stream name
--   $2 bigint  expected version; null for any version
--   $3 uuid[]  event ids
--   $4 text[]  event types
--   $5 text[]  data, JSON
--   $6 text[]  metadata, JSON or null
-- Result: one row with the stream's new version, the events' positions in their order, and the time; no row if the stream does
-- not exist or is at another version.
with stream as (
    update ${schema}.streams s
    set stream_version = s.stream_version + cardinality($3::uuid[])
    where s.stream_name = $1::text
      and ($2::bigint is null or s.stream_version = $2::bigint)
    returning s.stream_id, s.stream_version, clock_timestamp() as recorded_at
),
appended as (
    insert into ${schema}.events as e
        (stream_id, stream_version, event_id, event_type, data, metadata, recorded_at)
    select stream.stream_id, stream.stream_version - cardinality($3::uuid[]) + event.ordinal, event.event_id,
           event.event_type, event.data::json, event.metadata::json, stream.recorded_at
    from stream,
         unnest($3::uuid[], $4::text[], $5::text[], $6::text[])
             with ordinality as event (event_id, event_type, data, metadata, ordinal)
    order by event.ordinal
    returning e.stream_version, e.global_position
)
select stream.stream_version,
       (select array_agg(global_position order by stream_version) from appended) as global_positions,
       stream.recorded_at
from stream
