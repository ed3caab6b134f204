-- Moves all checkpoints of a subscription, forgets its parked events and takes its partitions from all nodes; see the function.
--   $1 text    subscription
--   $2 bigint  the last position that it does not want
-- Result: one row: the number of its partitions; 0 if there is no such subscription.
select ${schema}.reset_subscription($1::text, $2::bigint)
