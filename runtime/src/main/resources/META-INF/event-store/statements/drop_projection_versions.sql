-- Drops what versions below the one in use kept; see the function.
--   $1 text     projection
--   $2 boolean  whether versions are tables
-- Result: one row: the last version of which all is gone; null if a table is still being read,
-- or another node is at it.
select ${schema}.drop_projection_versions($1::text, $2::boolean)
