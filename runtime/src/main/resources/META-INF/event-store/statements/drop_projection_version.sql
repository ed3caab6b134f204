-- Drops what a version kept; see the function.
--   $1 text     projection
--   $2 bigint   version
--   $3 boolean  whether it has a table
-- Result: one row.
select ${schema}.drop_projection_version($1::text, $2::bigint, $3::boolean)
