-- Forgets the subscriptions of versions below the one in use; see the function.
--   $1 text    projection
--   $2 bigint  the last version of which all else is gone; 0 for none
-- Result: one row: whether it was done.
select ${schema}.forget_projection_versions($1::text, $2::bigint)
