-- A digest for each day of the log tells when a row of it was altered, lost or slipped in past the program:
-- the exclusive or, over the day's rows, of the first 8 bytes of the BLAKE2b of the row's line in an export.
-- `row_digest` and `xor` are functions that the program lends to this file while it brings it up to date.

CREATE TABLE digests (
    kind TEXT NOT NULL CHECK (kind IN ('attempts', 'tombstones')),
    day TEXT NOT NULL,               -- of attempts the study day, of tombstones the day by UTC
    rows INTEGER NOT NULL,
    digest INTEGER NOT NULL,
    PRIMARY KEY (kind, day)
) STRICT, WITHOUT ROWID;

-- An answer may be taken back on two devices before their histories meet: both tombstones are kept, so that
-- the union is the same whichever comes first.
DROP VIEW answers;
CREATE TABLE all_tombstones (
    attempt TEXT NOT NULL,           -- may arrive before the attempt it takes back
    device TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (attempt, device, at)
) STRICT, WITHOUT ROWID;
INSERT INTO all_tombstones SELECT attempt, device, at FROM tombstones;
DROP TABLE tombstones;
ALTER TABLE all_tombstones RENAME TO tombstones;
CREATE TRIGGER tombstones_stay BEFORE UPDATE ON tombstones
BEGIN SELECT RAISE(ABORT, 'the attempt log is append-only'); END;
CREATE TRIGGER tombstones_remain BEFORE DELETE ON tombstones
BEGIN SELECT RAISE(ABORT, 'the attempt log is append-only'); END;
CREATE VIEW answers AS              -- the attempts that were not taken back
SELECT * FROM attempts WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.attempt = attempts.id);

INSERT INTO digests
SELECT 'attempts', day, count(*), xor(row_digest('attempts', id, device, at, day, mode, card, level, seed, givens,
       response, score, mistakes, rating, seconds, moves_memory, parameters))
FROM attempts GROUP BY day;
INSERT INTO digests
SELECT 'tombstones', substr(at, 1, 10), count(*), xor(row_digest('tombstones', attempt, device, at))
FROM tombstones GROUP BY substr(at, 1, 10);

-- With all that moves a memory, so that every memory is worked anew without looking at the table itself.
DROP INDEX attempts_by_card;
CREATE INDEX attempts_by_card ON attempts (card, at, id, moves_memory, day, rating, mode, parameters);

-- A card waits for a moment while it is being learnt and for a day once it is in review, never for both: one
-- index holds the moments, then the days, so that an answer changes one index instead of two.
DROP INDEX memory_by_due_day;
DROP INDEX memory_by_due_at;
CREATE INDEX memory_by_due ON memory ((due_at IS NULL), coalesce(due_at, due_day));
