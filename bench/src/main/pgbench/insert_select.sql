with stream as (
    insert into bench_bare.streams (stream_name, stream_version)
    values ('bulk-' || gen_random_uuid(), 200)
    returning stream_id
)
insert into bench_bare.events (stream_id, stream_version, event_id, event_type, data, recorded_at)
select stream_id, version, gen_random_uuid(), 'ProductAdded',
       '{"productId":"product-12345678","quantity":1,"unitPrice":1999,"name":"A thing with a name","note":"left at the door"}',
       clock_timestamp()
from stream, generate_series(1, 200) version;
