-- All that the day's plan reads of the memory, in one index: the moments of cards that are being learnt, then
-- the days of those in review with what orders them by retrievability. So the table itself is not looked at.
DROP INDEX memory_by_due;
CREATE INDEX memory_by_due ON memory (due_at, due_day, last_day, stability);
