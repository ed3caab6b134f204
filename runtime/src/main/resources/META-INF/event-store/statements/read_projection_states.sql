-- Reads the states of some keys.
--   $1 text    projection
--   $2 bigint  version
--   $3 text[]  keys
-- Result: one row per state: key, state.
select s.key, s.state::text
from ${schema}.projection_states s
where s.projection_name = $1::text and s.version = $2::bigint and s.key = any ($3::text[])
