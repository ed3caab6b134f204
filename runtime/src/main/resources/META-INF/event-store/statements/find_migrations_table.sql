-- Tells whether the table of applied migrations exists.
--   $1 text  schema name
select exists (select from pg_catalog.pg_tables where schemaname = $1::text and tablename = 'schema_migrations')
