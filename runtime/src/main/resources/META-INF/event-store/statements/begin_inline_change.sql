-- Begins to change a projection over, within a transaction; see the function.
--   $1 text  projection
--   $2 text  the subscription that follows the log for it
-- Result: one row: whether it is inline, whether it is to be, how far it has followed the log, the last position of the log.
select c.inline, c.inline_wanted, c.followed_to, c.last_position
from ${schema}.begin_inline_change($1::text, $2::text) c
