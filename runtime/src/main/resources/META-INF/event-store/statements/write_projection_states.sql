-- Writes the states of some keys.
--   $1 text    projection
--   $2 bigint  version
--   $3 text[]  keys
--   $4 text[]  states; null removes one
-- Result: no row.
with given as (
    select g.key, g.state
    from unnest($3::text[], $4::text[]) as g (key, state)
), removed as (
    delete from ${schema}.projection_states s
    using given g
    where s.projection_name = $1::text and s.version = $2::bigint and s.key = g.key and g.state is null
)
insert into ${schema}.projection_states (projection_name, version, key, state)
select $1::text, $2::bigint, g.key, g.state::json
from given g
where g.state is not null
on conflict (projection_name, version, key) do update set state = excluded.state
