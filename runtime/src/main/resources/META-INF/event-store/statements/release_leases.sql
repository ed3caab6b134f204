-- Gives leases back.
--   $1 text       node
--   $2 text[]     subscription of each lease
--   $3 integer[]  partition of each lease
--   $4 bigint[]   token of each lease
-- Result: no row.
update ${schema}.subscription_leases l
set node = null, expires_at = null
from unnest($2::text[], $3::integer[], $4::bigint[]) as r (subscription_name, partition, token)
where l.subscription_name = r.subscription_name
  and l.partition = r.partition
  and l.token = r.token
  and l.node = $1::text
