-- Pauses a subscription, or lets it go on, with partitions that had stopped.
--   $1 text     subscription
--   $2 boolean  whether it is to pause
-- Result: one row; none if there is no such subscription.
with changed as (
    update ${schema}.subscriptions s
    set paused = $2::boolean
    where s.subscription_name = $1::text
    returning s.subscription_name
), stopped as (
    select c.subscription_name, c.partition
    from changed
    join ${schema}.subscription_checkpoints c on c.subscription_name = changed.subscription_name
    where c.stopped and not $2::boolean
    order by c.partition
    for update of c
), resumed as (
    update ${schema}.subscription_checkpoints c
    set stopped = false, failed_position = null, error = null
    from stopped
    where c.subscription_name = stopped.subscription_name and c.partition = stopped.partition
)
select c.subscription_name from changed c
