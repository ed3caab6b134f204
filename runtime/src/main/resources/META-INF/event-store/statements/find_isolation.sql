-- Tells the isolation level that transactions have unless they say otherwise.
select current_setting('transaction_isolation')
