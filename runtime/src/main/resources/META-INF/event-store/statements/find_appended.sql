-- Tells why an append was not accepted: the stream's version, and whether the same events stand where they were to go.
--   $1 text    stream name
--   $2 bigint  version that was expected
--   $3 uuid[]  event ids of the append
-- Result: the stream's version, and the position of the last of these events if all of them stand behind the expected
-- version in this order; no row if the stream does not exist.
select s.stream_version,
       (
           select max(e.global_position)
           from ${schema}.events e
           where e.stream_id = s.stream_id
             and e.stream_version > $2::bigint
             and e.stream_version <= $2::bigint + cardinality($3::uuid[])
             and e.event_id = ($3::uuid[])[e.stream_version - $2::bigint]
           having count(*) = cardinality($3::uuid[])
       ) as last_position
from ${schema}.streams s
where s.stream_name = $1::text
