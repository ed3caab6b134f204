-- Makes a subscription known, with its partitions, unless it is.
--   $1 text     name
--   $2 integer  number of partitions
--   $3 bigint   the last position that it does not want
-- Result: no row.
with subscription as (
    insert into ${schema}.subscriptions (subscription_name, partitions)
    values ($1::text, $2::integer)
    on conflict (subscription_name) do nothing
    returning subscription_name
), checkpoints as (
    insert into ${schema}.subscription_checkpoints (subscription_name, partition, position)
    select s.subscription_name, p.partition, $3::bigint
    from subscription s, generate_series(0, $2::integer - 1) as p (partition)
)
insert into ${schema}.subscription_leases (subscription_name, partition)
select s.subscription_name, p.partition
from subscription s, generate_series(0, $2::integer - 1) as p (partition)
