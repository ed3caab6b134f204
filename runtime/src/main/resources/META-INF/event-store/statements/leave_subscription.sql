-- Notes that a node does not run a subscription any more.
--   $1 text  node
--   $2 text  subscription
-- Result: no row.
delete from ${schema}.subscription_nodes n
where n.node = $1::text and n.subscription_name = $2::text
