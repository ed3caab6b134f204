-- Gives all leases of a subscription back that a node holds, but not those that it has taken or renewed since.
--   $1 text    node
--   $2 text    subscription
--   $3 bigint  when the last of them runs out, in microseconds
-- Result: no row.
with held as (
    select l.subscription_name, l.partition
    from ${schema}.subscription_leases l
    where l.node = $1::text
      and l.subscription_name = $2::text
      and (extract(epoch from l.expires_at) * 1000000)::bigint <= $3::bigint
    order by l.partition
    for update
)
update ${schema}.subscription_leases l
set node = null, expires_at = null
from held h
where l.subscription_name = h.subscription_name and l.partition = h.partition
