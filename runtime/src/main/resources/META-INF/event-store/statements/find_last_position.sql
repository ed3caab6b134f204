-- Finds the last position that was handed out, to whomever, committed or not.
-- Result: one row; 0 if none was handed out.
select case when q.is_called then q.last_value else 0 end
from ${schema}.events_global_position_seq q
