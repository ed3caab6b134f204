-- Has the server end this transaction if it is not asked anything for some time.
--   $1 text  milliseconds
-- Result: one row.
select set_config('idle_in_transaction_session_timeout', $1::text, true)
