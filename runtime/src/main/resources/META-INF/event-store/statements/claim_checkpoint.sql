-- Begins work on a partition: owners with older tokens are refused from now on.
--   $1 text     subscription
--   $2 integer  partition
--   $3 bigint   token
-- Result: the last position that was dealt with, whether the partition stopped; no row if the lease is lost.
update ${schema}.subscription_checkpoints c
set fence = $3::bigint
where c.subscription_name = $1::text and c.partition = $2::integer and c.fence <= $3::bigint
returning c.position, c.stopped
