-- Finds the number of partitions of a subscription.
--   $1 text  name
-- Result: one row; none if the subscription is not known.
select s.partitions
from ${schema}.subscriptions s
where s.subscription_name = $1::text
