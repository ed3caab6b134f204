-- Lists the transactions that have appended and are not over, with what they do.
-- Result: one row per transaction, the oldest first: process, age in milliseconds, its present or last statement.
select a.pid::bigint,
       (extract(epoch from clock_timestamp() - a.xact_start) * 1000)::bigint,
       a.query
from pg_catalog.pg_stat_activity a
where a.pid <> pg_backend_pid()
  and a.xact_start is not null
  and exists (
      select
      from pg_catalog.pg_locks l
      where l.pid = a.pid
        and l.locktype = 'relation'
        and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = current_database())
        and l.relation = '${schema}.events'::regclass
        and l.mode = 'RowExclusiveLock'
        and l.granted)
order by a.xact_start
