-- Notes that a new version is to be built, unless one is being built.
--   $1 text  name
-- Result: one row: the version that is being built; none if the projection is not known.
update ${schema}.projections p
set building_version = coalesce(p.building_version, p.version_in_use + 1)
where p.projection_name = $1::text
returning p.building_version
