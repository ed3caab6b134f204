-- Finds how far positions follow each other without a gap, and the highest position that is seen.
--   $1 bigint  the position to begin behind
--   $2 bigint  most events to look at
-- Result: one row: the end of the run, the highest position; both are $1 if nothing is behind it.
select coalesce(max(e.global_position) filter (where e.global_position = $1::bigint + e.ordinal), $1::bigint),
       coalesce(max(e.global_position), $1::bigint)
from (
    select v.global_position, row_number() over (order by v.global_position) as ordinal
    from ${schema}.events v
    where v.global_position > $1::bigint
    order by v.global_position
    limit $2::bigint
) e
