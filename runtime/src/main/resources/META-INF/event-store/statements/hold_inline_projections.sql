-- Sees to it that projections do not change over until the end of the transaction; see the function.
--   $1 text[]  names
-- Result: the names of those that are inline.
select h.name from ${schema}.hold_inline_projections($1::text[]) as h (name)
