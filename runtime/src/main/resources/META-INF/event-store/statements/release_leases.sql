-- Gives leases back.
--   $1 text       node
--   $2 text[]     subscription of each lease
--   $3 integer[]  partition of each lease
--   $4 bigint[]   token of each lease
-- Result: no row.
with held as (
    select l.subscription_name, l.partition
    from ${schema}.subscription_leases l
    join unnest($2::text[], $3::integer[], $4::bigint[]) as r (subscription_name, partition, token)
      on l.subscription_name = r.subscription_name and l.partition = r.partition and l.token = r.token
    where l.node = $1::text
    order by l.subscription_name collate "C", l.partition
    for update of l
)
update ${schema}.subscription_leases l
set node = null, expires_at = null
from held h
where l.subscription_name = h.subscription_name and l.partition = h.partition
