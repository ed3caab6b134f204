-- Pauses a subscription, or lets it go on, with partitions that had stopped.
--   $1 text     subscription
--   $2 boolean  whether it is to pause
-- Result: one row; none if there is no such subscription.
with changed as (
    update ${schema}.subscriptions s
    set paused = $2::boolean
    where s.subscription_name = $1::text
    returning s.subscription_name
), resumed as (
    update ${schema}.subscription_checkpoints c
    set stopped = false, failed_position = null, error = null
    from changed
    where c.subscription_name = changed.subscription_name and c.stopped and not $2::boolean
)
select c.subscription_name from changed c
