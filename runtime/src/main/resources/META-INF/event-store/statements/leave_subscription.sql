-- Notes that a node does not run a subscription any more.
--   $1 text  node
--   $2 text  subscription
-- Result: one row: when the last of its leases runs out, in microseconds; 0 if it has none.
with gone as (
    delete from ${schema}.subscription_nodes n
    where n.node = $1::text and n.subscription_name = $2::text
)
select coalesce((extract(epoch from max(l.expires_at)) * 1000000)::bigint, 0)
from ${schema}.subscription_leases l
where l.node = $1::text and l.subscription_name = $2::text
