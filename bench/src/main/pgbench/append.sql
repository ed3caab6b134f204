with stream as (
    insert into bench_bare.streams as s (stream_name, stream_version)
    values ('cart-' || gen_random_uuid(), 1)
    on conflict (stream_name) do update
    set stream_version = s.stream_version + excluded.stream_version
    returning s.stream_id, s.stream_version, clock_timestamp() as recorded_at
),
appended as (
    insert into bench_bare.events as e
        (stream_id, stream_version, event_id, event_type, data, metadata, recorded_at)
    select stream.stream_id, stream.stream_version - 1 + event.ordinal, event.event_id,
           event.event_type, event.data::json, event.metadata::json, stream.recorded_at
    from stream,
         unnest(array[gen_random_uuid()], array['ProductAdded'], array['{"productId":"product-12345678","quantity":1,"unitPrice":1999,"name":"A thing with a name","note":"left at the door"}'], array[null]::text[])
             with ordinality as event (event_id, event_type, data, metadata, ordinal)
    order by event.ordinal
    returning e.stream_version, e.global_position
)
select stream.stream_version,
       (select array_agg(global_position order by stream_version) from appended) as global_positions,
       stream.recorded_at
from stream;
