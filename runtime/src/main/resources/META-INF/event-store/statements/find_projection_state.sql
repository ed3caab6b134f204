-- Finds the state of a key in the version that is in use.
--   $1 text  projection
--   $2 text  key
-- Result: one row: the state; none if there is none.
select s.state::text
from ${schema}.projections p
join ${schema}.projection_states s on s.projection_name = p.projection_name and s.version = p.version_in_use
where p.projection_name = $1::text and s.key = $2::text
