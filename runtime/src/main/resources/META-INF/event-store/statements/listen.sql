-- Has the connection hear what other nodes tell.
-- Result: no row.
listen ${schema}
