-- Appends events to a stream that must not exist yet.
--   $1 text    stream name
--   $2 uuid[]  event ids
--   $3 text[]  event types
--   $4 text[]  data, JSON
--   $5 text[]  metadata, JSON or null
-- Result: one row with the stream's version, the events' positions in their order, and the time; no row if the stream exists.
with stream as (
    insert into ${schema}.streams as s (stream_name, stream_version)
    values ($1::text, cardinality($2::uuid[]))
    on conflict (stream_name) do nothing
    returning s.stream_id, s.stream_version, clock_timestamp() as recorded_at
),
appended as (
    insert into ${schema}.events as e
        (stream_id, stream_version, event_id, event_type, data, metadata, recorded_at)
    select stream.stream_id, stream.stream_version - cardinality($2::uuid[]) + event.ordinal, event.event_id,
           event.event_type, event.data::json, event.metadata::json, stream.recorded_at
    from stream,
         unnest($2::uuid[], $3::text[], $4::text[], $5::text[])
             with ordinality as event (event_id, event_type, data, metadata, ordinal)
    order by event.ordinal
    returning e.stream_version, e.global_position
)
select stream.stream_version,
       (select array_agg(global_position order by stream_version) from appended) as global_positions,
       stream.recorded_at
from stream
