-- Tells other nodes, if there are any that run subscriptions.
--   $1 text  channel
--   $2 text  what happened
--   $3 text  this node
-- Result: one row if somebody was told.
select pg_notify($1::text, $2::text)
where exists (
    select from ${schema}.subscription_nodes n
    where n.node <> $3::text and n.expires_at > clock_timestamp())
