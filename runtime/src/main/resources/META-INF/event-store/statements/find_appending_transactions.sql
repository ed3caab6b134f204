-- Lists the other transactions that may have appended and are not over.
-- An append takes this lock before it takes positions, and keeps it until its commit can be seen.
-- Result: one row per transaction.
select distinct l.virtualtransaction
from pg_catalog.pg_locks l
where l.locktype = 'relation'
  and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = current_database())
  and l.relation = '${schema}.events'::regclass
  and l.mode = 'RowExclusiveLock'
  and l.granted
  and l.pid is distinct from pg_backend_pid()
