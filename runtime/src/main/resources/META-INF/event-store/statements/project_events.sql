-- Runs the statement of an inline projection for an event; see the function.
--   $1 text    projection
--   $2 text    statement
--   $3 bigint  position of the event
-- Result: one row.
select ${schema}.project_events(array[$1::text], array[$2::text], array[$3::bigint])
