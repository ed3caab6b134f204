-- Puts a version in use if it has caught up; see the function.
--   $1 text     projection
--   $2 bigint   version
--   $3 text     subscription of the version in use
--   $4 text     subscription of the new version
--   $5 boolean  whether it has a table
-- Result: one row: whether it was done.
select ${schema}.put_projection_in_use($1::text, $2::bigint, $3::text, $4::text, $5::boolean)
