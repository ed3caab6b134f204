-- Finds the highest position in the log whose event is committed. Not the last value of the sequence: a crash of the server may
-- take that back, and give positions again that no committed event has.
-- Result: one row; 0 if there is no event.
select coalesce(max(e.global_position), 0)
from ${schema}.events e
