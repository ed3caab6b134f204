-- Lists what the event store's schema holds: tables, columns with types, indexes, functions and triggers.
--   $1 text  schema name
select 'table ' || t.table_name
from information_schema.tables t
where t.table_schema = $1::text
union all
select 'column ' || c.table_name || '.' || c.column_name || ' ' || c.data_type
from information_schema.columns c
where c.table_schema = $1::text
union all
select 'index ' || i.indexname
from pg_catalog.pg_indexes i
where i.schemaname = $1::text
union all
select 'function ' || p.proname
from pg_catalog.pg_proc p
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
where n.nspname = $1::text
union all
select 'trigger ' || g.tgname
from pg_catalog.pg_trigger g
join pg_catalog.pg_class c on c.oid = g.tgrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname = $1::text
  and not g.tgisinternal
