-- Notes that a version was prepared; see the function.
--   $1 text     name
--   $2 bigint   version
--   $3 boolean  whether it has a table
-- Result: one row.
select ${schema}.note_prepared_projection($1::text, $2::bigint, $3::boolean)
