"""The tables of an edition's file."""

from typing import Final

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- The format is raised when the tables change in a way an older Broadsheet could not read.
INSERT OR IGNORE INTO meta VALUES ('format', '1'), ('serial', '0');

-- Every id ever seen keeps its number, the tie-breaker of lists.
CREATE TABLE IF NOT EXISTS seen (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);

CREATE TABLE IF NOT EXISTS record (
    number INTEGER PRIMARY KEY REFERENCES seen,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    path TEXT,                 -- of its page; NULL for what has none
    line TEXT,
    card TEXT,
    digest BLOB NOT NULL,
    data BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS record_kind ON record (kind, number);
CREATE INDEX IF NOT EXISTS record_path ON record (path) WHERE path IS NOT NULL;

CREATE TABLE IF NOT EXISTS list (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS member (
    list INTEGER NOT NULL, key TEXT NOT NULL, record INTEGER NOT NULL,
    PRIMARY KEY (list, key, record)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS member_record ON member (record, list);

CREATE TABLE IF NOT EXISTS old_address (
    address TEXT NOT NULL, record INTEGER NOT NULL,
    page TEXT NOT NULL,        -- the path of the page that would answer it, '' for none
    PRIMARY KEY (address, record)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS old_address_page ON old_address (page);
CREATE INDEX IF NOT EXISTS old_address_record ON old_address (record);

CREATE TABLE IF NOT EXISTS journal (serial INTEGER NOT NULL, id TEXT NOT NULL, before BLOB);
CREATE INDEX IF NOT EXISTS journal_serial ON journal (serial, id);
"""
