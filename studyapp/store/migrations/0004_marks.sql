-- What a learner put on a card herself: a flag, a rest for good or until a day, a note. Marks are only ever
-- added; of a card and kind the latest by (at, id, value) counts, so that they merge by union as answers do.
CREATE TABLE marks (
    place INTEGER PRIMARY KEY,       -- the order of arrival in this file: who has read up to it reads on from it
    id TEXT NOT NULL,                -- UUIDv7
    device TEXT NOT NULL,
    at TEXT NOT NULL,                -- UTC, as in attempts
    card TEXT NOT NULL,              -- as it was called then
    mark TEXT NOT NULL CHECK (mark IN ('flag', 'suspend', 'bury', 'note')),
    value TEXT NOT NULL,             -- 'yes', the study day until which it rests, the note; empty: taken back
    UNIQUE (id, device, at, card, mark, value)
) STRICT;
CREATE TRIGGER marks_stay BEFORE UPDATE ON marks
BEGIN SELECT RAISE(ABORT, 'the marks are append-only'); END;
CREATE TRIGGER marks_remain BEFORE DELETE ON marks
BEGIN SELECT RAISE(ABORT, 'the marks are append-only'); END;

CREATE TABLE all_digests (
    kind TEXT NOT NULL CHECK (kind IN ('attempts', 'tombstones', 'marks')),
    day TEXT NOT NULL,               -- of attempts the study day, of the others the day by UTC
    rows INTEGER NOT NULL,
    digest INTEGER NOT NULL,
    PRIMARY KEY (kind, day)
) STRICT, WITHOUT ROWID;
INSERT INTO all_digests SELECT kind, day, rows, digest FROM digests;
DROP TABLE digests;
ALTER TABLE all_digests RENAME TO digests;
