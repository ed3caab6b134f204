-- Finds how far positions follow each other without a gap, the events up to there, and the highest position that is seen.
--   $1 bigint  the position to begin behind
--   $2 bigint  most events to look at
--   $3 bigint  most events to give: none if there are more
-- Result: in any order, one row per event with the name of its stream, the end of the run and the highest position, both $1 if
--         nothing is behind it; one row without an event if there are none to give.
select e.stream_name,
       e.stream_version,
       e.global_position,
       e.event_id,
       e.event_type,
       e.data,
       e.metadata,
       e.recorded_at,
       r.last_position,
       r.highest_position
from (
    select coalesce(max(p.global_position) filter (where p.global_position = $1::bigint + p.ordinal), $1::bigint)
               as last_position,
           coalesce(max(p.global_position), $1::bigint) as highest_position
    from (
        select v.global_position, row_number() over (order by v.global_position) as ordinal
        from ${schema}.events v
        where v.global_position > $1::bigint
        order by v.global_position
        limit $2::bigint
    ) p
) r
left join lateral (
    select s.stream_name,
           g.stream_version,
           g.global_position,
           g.event_id,
           g.event_type,
           g.data,
           g.metadata,
           g.recorded_at
    from (
        select v.stream_id, v.stream_version, v.global_position, v.event_id, v.event_type, v.data::text, v.metadata::text,
               v.recorded_at
        from ${schema}.events v
        where v.global_position > $1::bigint
          and v.global_position <= r.last_position
          and r.last_position - $1::bigint <= $3::bigint
        order by v.global_position
        limit $3::bigint
    ) g
    cross join lateral (
        -- One look into the index for each event, whatever the planner takes the number of events for.
        select n.stream_name
        from ${schema}.streams n
        where n.stream_id = g.stream_id
        limit 1
    ) s
) e on true
