-- Appends to several streams at once, with the statements of inline projections; see the function for parameters and result.
select new_versions, actual_versions, repeated_positions, positions, appended_at
from ${schema}.append_projecting_batch($1::integer[], $2::text[], $3::bigint[], $4::integer[], $5::integer[], $6::uuid[], $7::text[], $8::text[], $9::text[], $10::text, $11::text[], $12::text[], $13::integer[], $14::integer[])
