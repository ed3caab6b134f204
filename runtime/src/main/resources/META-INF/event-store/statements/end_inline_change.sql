-- Notes whether a projection is inline from now on.
--   $1 text     projection
--   $2 boolean  whether it is inline
--   $3 boolean  whether it is to be as soon as it can
-- Result: no row.
insert into ${schema}.inline_projections as p (projection_name, inline, inline_wanted)
values ($1::text, $2::boolean, $3::boolean)
on conflict (projection_name) do update
set inline = excluded.inline, inline_wanted = excluded.inline_wanted
