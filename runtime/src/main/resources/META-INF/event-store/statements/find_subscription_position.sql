-- Finds the position at and below which a subscription has dealt with everything.
--   $1 text  subscription
-- Result: one row; null if there is no such subscription.
select min(c.position)
from ${schema}.subscription_checkpoints c
where c.subscription_name = $1::text
