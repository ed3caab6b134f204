-- Saves how far several partitions have come. Need not survive a crash of the server, which costs no event.
-- Checkpoints are locked in the order of their names; one that somebody else holds is left as it is.
--   $1 text[]     subscription of each
--   $2 integer[]  partition of each
--   $3 bigint[]   token of each
--   $4 bigint[]   the last position of each that was dealt with
-- Result: for each that was saved its ordinal, from 1; the others' leases are lost, or somebody holds them.
with durability as (
    select set_config('synchronous_commit', 'off', true) as setting
), held as (
    select c.subscription_name, c.partition, m.position, m.ordinal
    from unnest($1::text[], $2::integer[], $3::bigint[], $4::bigint[])
             with ordinality as m (subscription_name, partition, token, position, ordinal)
    join ${schema}.subscription_checkpoints c
        on c.subscription_name = m.subscription_name and c.partition = m.partition and c.fence = m.token
    order by c.subscription_name, c.partition
    for update of c skip locked
)
update ${schema}.subscription_checkpoints c
set position = greatest(c.position, h.position), moved_at = clock_timestamp()
from held h, durability
where c.subscription_name = h.subscription_name and c.partition = h.partition
returning h.ordinal
