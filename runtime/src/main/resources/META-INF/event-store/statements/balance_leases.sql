-- Renews and takes leases; see the function.
--   $1 text    node
--   $2 text[]  subscriptions that the node runs
--   $3 text[]  subscriptions that the node is ending
--   $4 bigint  duration of leases in milliseconds
-- Result: one row per lease that the node holds.
select b.lease_subscription, b.lease_partition, b.lease_token, b.surplus, b.is_paused, b.is_stopped, b.retry_wanted
from ${schema}.balance_leases($1::text, $2::text[], $3::text[], $4::bigint * interval '1 millisecond') b
