-- Appends to several streams at once, each append on its own expected version; see the function for the parameters.
-- Result: one row for each append that was accepted.
select append_ordinal, new_version, positions, appended_at
from ${schema}.append_batch($1::text[], $2::bigint[], $3::integer[], $4::uuid[], $5::text[], $6::text[], $7::text[])
