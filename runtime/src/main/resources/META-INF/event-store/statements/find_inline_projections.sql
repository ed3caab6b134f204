-- Finds how projections are kept.
--   $1 text[]  names
--   $2 text[]  the subscription of each that follows the log for it
-- Result: a row for each: its name, whether it is inline, whether it is to be, how far it has followed the log, the last position
-- of the log.
select n.name, coalesce(p.inline, false), coalesce(p.inline_wanted, true),
       coalesce((select min(c.position)
                 from ${schema}.subscription_checkpoints c
                 where c.subscription_name = n.subscription), 0),
       coalesce((select max(e.global_position) from ${schema}.events e), 0)
from unnest($1::text[], $2::text[]) as n (name, subscription)
left join ${schema}.inline_projections p on p.projection_name = n.name
