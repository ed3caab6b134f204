-- Lists what the event store's schema holds: tables, columns with types, indexes, functions and triggers.
-- From the catalog: the information schema leaves out what the role may not use.
--   $1 text  schema name
select 'table ' || c.relname
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname = $1::text
  and c.relkind in ('r', 'p')
union all
select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, null)
from pg_catalog.pg_attribute a
join pg_catalog.pg_class c on c.oid = a.attrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname = $1::text
  and c.relkind in ('r', 'p')
  and a.attnum > 0
  and not a.attisdropped
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
