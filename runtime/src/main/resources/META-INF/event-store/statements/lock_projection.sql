-- Makes a projection known, unless it is, and locks it until the end of the transaction.
--   $1 text  name
-- Result: one row: the version in use, the one being built, the last one prepared, the last one dropped.
insert into ${schema}.projections as p (projection_name)
values ($1::text)
on conflict (projection_name) do update set version_in_use = p.version_in_use
returning p.version_in_use, p.building_version, p.prepared_version, p.dropped_version
