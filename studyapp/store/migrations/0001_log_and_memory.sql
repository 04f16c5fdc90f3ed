-- The attempt log is the truth: append-only, so that two devices' histories merge by union.
-- What follows after it (memory, aliases) is derived and can be made anew at any time.

CREATE TABLE parameters (
    hash TEXT PRIMARY KEY,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;

CREATE TABLE attempts (
    place INTEGER PRIMARY KEY,       -- the order of arrival in this file
    id TEXT NOT NULL UNIQUE,         -- UUIDv7
    device TEXT NOT NULL,
    at TEXT NOT NULL,                -- UTC, always 27 characters, so that text order is time order
    day TEXT NOT NULL,               -- the study day by the device's clock and roll-over hour
    mode TEXT NOT NULL,
    card TEXT NOT NULL,              -- as it was called then
    level INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    givens TEXT NOT NULL CHECK (json_valid(givens)),
    response TEXT NOT NULL CHECK (json_valid(response)),
    score REAL,
    mistakes TEXT NOT NULL CHECK (json_valid(mistakes)),
    rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
    seconds REAL NOT NULL,
    moves_memory INTEGER NOT NULL CHECK (moves_memory IN (0, 1)),
    parameters TEXT NOT NULL REFERENCES parameters (hash)
) STRICT;

CREATE INDEX attempts_by_card ON attempts (card, at, id);
CREATE INDEX attempts_by_day ON attempts (day);

CREATE TABLE tombstones (
    attempt TEXT PRIMARY KEY,        -- may arrive before the attempt it takes back
    device TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- An attempt that is here already is left as it is, whatever the INSERT says (OR REPLACE would delete it).
CREATE TRIGGER attempts_once BEFORE INSERT ON attempts WHEN EXISTS (SELECT 1 FROM attempts WHERE id = NEW.id)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER attempts_stay BEFORE UPDATE ON attempts
BEGIN SELECT RAISE(ABORT, 'the attempt log is append-only'); END;
CREATE TRIGGER attempts_remain BEFORE DELETE ON attempts
BEGIN SELECT RAISE(ABORT, 'the attempt log is append-only'); END;
CREATE TRIGGER tombstones_stay BEFORE UPDATE ON tombstones
BEGIN SELECT RAISE(ABORT, 'the attempt log is append-only'); END;
CREATE TRIGGER tombstones_remain BEFORE DELETE ON tombstones
BEGIN SELECT RAISE(ABORT, 'the attempt log is append-only'); END;
CREATE TRIGGER parameters_stay BEFORE UPDATE ON parameters
BEGIN SELECT RAISE(ABORT, 'the attempt log is append-only'); END;
CREATE TRIGGER parameters_remain BEFORE DELETE ON parameters
BEGIN SELECT RAISE(ABORT, 'the attempt log is append-only'); END;

CREATE VIEW answers AS              -- the attempts that were not taken back
SELECT * FROM attempts WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.attempt = attempts.id);

CREATE TABLE device (
    id TEXT NOT NULL
) STRICT;

CREATE TABLE aliases (
    was TEXT PRIMARY KEY,
    card TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX aliases_by_card ON aliases (card);

CREATE TABLE memory (
    card TEXT PRIMARY KEY,
    stability REAL NOT NULL,
    difficulty REAL NOT NULL,
    state INTEGER NOT NULL,
    step INTEGER,
    due_at TEXT,
    due_day TEXT,
    interval INTEGER NOT NULL,
    last_at TEXT NOT NULL,
    last_day TEXT NOT NULL,
    last_attempt TEXT NOT NULL,
    first_day TEXT NOT NULL,
    repetitions INTEGER NOT NULL,
    lapses INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX memory_by_due_day ON memory (due_day) WHERE due_day IS NOT NULL;
CREATE INDEX memory_by_due_at ON memory (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX memory_by_first_day ON memory (first_day);
