-- Waits until no other node migrates this schema; the lock ends with the transaction.
--   $1 text  schema name
select pg_advisory_xact_lock(hashtext('quarkus-event-store'), hashtext($1::text))
