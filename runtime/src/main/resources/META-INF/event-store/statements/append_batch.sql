-- Appends to several streams at once, each append on its own expected version; see the function for parameters and result.
select new_versions, actual_versions, repeated_positions, positions, appended_at
from ${schema}.append_batch($1::text[], $2::bigint[], $3::integer[], $4::integer[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text)
