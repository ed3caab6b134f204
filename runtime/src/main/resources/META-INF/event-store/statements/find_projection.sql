-- Finds the versions of a projection.
--   $1 text  name
-- Result: one row: the version in use, the one being built, the last one prepared, the last one dropped; none if it is not known.
select p.version_in_use, p.building_version, p.prepared_version, p.dropped_version
from ${schema}.projections p
where p.projection_name = $1::text
