internal import GRDB

/// The tables of the ledger. A migration that was ever released is never edited: the next one changes what it made.
///
/// Instants are integers of microseconds since 1970, spans integers of microseconds, and the times of a visit are kept as
/// distances from its start: SQLite stores small integers in few bytes.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1", migrate: Schema.one)
        return migrator
    }

    private static func one(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

                -- Texts that come back again and again, once each. `day` is the last day they were used, so that those
                -- no visit needs any more can go.
                CREATE TABLE text (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, body TEXT NOT NULL, day INTEGER NOT NULL) STRICT;
                CREATE INDEX text_hash ON text(hash);
                CREATE INDEX text_day ON text(day);

                CREATE TABLE name (id INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE) STRICT;

                -- An empty location is the business as a whole.
                CREATE TABLE subject (
                    id INTEGER PRIMARY KEY, probe TEXT NOT NULL, location TEXT NOT NULL, UNIQUE (probe, location)
                ) STRICT;

                -- A place is never used twice, or a cursor could pass over a visit unseen.
                CREATE TABLE visit (
                    place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, subject INTEGER NOT NULL,
                    started INTEGER NOT NULL, behind INTEGER NOT NULL, took INTEGER NOT NULL,
                    grade INTEGER NOT NULL, late INTEGER NOT NULL, unknown INTEGER, slot INTEGER,
                    rule_set INTEGER NOT NULL, definition INTEGER NOT NULL, vantage INTEGER NOT NULL,
                    persona INTEGER, remark INTEGER, standards INTEGER, commendations INTEGER
                ) STRICT;
                CREATE UNIQUE INDEX visit_id ON visit(id);
                CREATE INDEX visit_subject ON visit(subject, started);
                CREATE INDEX visit_started ON visit(started);
                -- Most visits are satisfactory and in time: the others are found without passing over those.
                CREATE INDEX visit_grade ON visit(grade, started) WHERE grade <> 2;
                CREATE INDEX visit_late ON visit(started) WHERE late = 1;

                CREATE TABLE touchpoint (
                    visit INTEGER NOT NULL, position INTEGER NOT NULL, name INTEGER NOT NULL, number INTEGER NOT NULL,
                    flags INTEGER NOT NULL, grade INTEGER NOT NULL, after INTEGER NOT NULL, took INTEGER,
                    promise INTEGER, looks INTEGER NOT NULL, failure INTEGER, verdicts INTEGER,
                    body_hash BLOB, body_size INTEGER NOT NULL, PRIMARY KEY (visit, position)
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE hop (
                    visit INTEGER NOT NULL, touchpoint INTEGER NOT NULL, position INTEGER NOT NULL,
                    head INTEGER NOT NULL, certificate INTEGER, reused INTEGER NOT NULL, bytes INTEGER NOT NULL,
                    lookup INTEGER, connect INTEGER, handshake INTEGER, send INTEGER, wait INTEGER, receive INTEGER,
                    total INTEGER NOT NULL, PRIMARY KEY (visit, touchpoint, position)
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE finding (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, subject INTEGER NOT NULL, fingerprint TEXT NOT NULL,
                    state INTEGER NOT NULL, severity INTEGER NOT NULL, code TEXT NOT NULL, touchpoint TEXT NOT NULL,
                    first_visit TEXT NOT NULL, first_seen INTEGER NOT NULL,
                    last_visit TEXT NOT NULL, last_seen INTEGER NOT NULL,
                    fixed_visit TEXT, fixed INTEGER, times INTEGER NOT NULL, rule TEXT NOT NULL, rule_version INTEGER NOT NULL,
                    body TEXT NOT NULL, UNIQUE (subject, fingerprint)
                ) STRICT;
                CREATE INDEX finding_seen ON finding(last_seen);
                CREATE INDEX finding_state ON finding(state, code);

                -- What a visit found. `change` is 1 when that opened the finding, 2 when it came back after it was fixed.
                CREATE TABLE visit_finding (
                    visit INTEGER NOT NULL, position INTEGER NOT NULL, finding INTEGER, change INTEGER NOT NULL,
                    body INTEGER NOT NULL, PRIMARY KEY (visit, position)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX visit_finding_finding ON visit_finding(finding, visit);

                CREATE TABLE open_visit (
                    id TEXT PRIMARY KEY, probe TEXT NOT NULL, location TEXT NOT NULL, started INTEGER NOT NULL, slot INTEGER,
                    intent INTEGER NOT NULL, wake INTEGER, overdue INTEGER, version INTEGER NOT NULL, state TEXT NOT NULL
                ) STRICT;
                CREATE INDEX open_visit_wake ON open_visit(wake);
                CREATE INDEX open_visit_overdue ON open_visit(overdue);

                CREATE TABLE source (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
                CREATE INDEX source_hash ON source(hash);
                CREATE TABLE definition (
                    definition TEXT NOT NULL, position INTEGER NOT NULL, path TEXT NOT NULL, source INTEGER NOT NULL,
                    PRIMARY KEY (definition, position)
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE page (
                    id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, stored INTEGER NOT NULL, size INTEGER NOT NULL,
                    packed BLOB NOT NULL
                ) STRICT;

                CREATE TABLE blind (
                    id INTEGER PRIMARY KEY, reason TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER
                ) STRICT;
                CREATE INDEX blind_since ON blind(since);
                CREATE UNIQUE INDEX blind_open ON blind(reason) WHERE until IS NULL;

                CREATE TABLE cursor (name TEXT PRIMARY KEY, place INTEGER NOT NULL) STRICT, WITHOUT ROWID;

                CREATE TABLE incident (
                    id TEXT PRIMARY KEY, rule TEXT NOT NULL, probe TEXT NOT NULL, location TEXT NOT NULL,
                    state TEXT NOT NULL, opened INTEGER NOT NULL, closed INTEGER, cause TEXT, says TEXT NOT NULL
                ) STRICT;
                CREATE UNIQUE INDEX incident_open ON incident(rule, probe, location) WHERE state = 'open';
                CREATE INDEX incident_opened ON incident(opened);

                -- The outbox: what no channel has taken yet. Without `next_attempt` it has been given up.
                CREATE TABLE notification (
                    id TEXT PRIMARY KEY, incident TEXT NOT NULL, channel TEXT NOT NULL, sequence INTEGER NOT NULL,
                    created INTEGER NOT NULL, attempts INTEGER NOT NULL, next_attempt INTEGER, last_error TEXT,
                    told TEXT NOT NULL, UNIQUE (incident, channel, sequence)
                ) STRICT;
                CREATE INDEX notification_next ON notification(next_attempt);

                CREATE TABLE timer (key TEXT PRIMARY KEY, due INTEGER NOT NULL, payload TEXT NOT NULL) STRICT;
                CREATE INDEX timer_due ON timer(due);

                -- Sums over visits, by hour (kind 0) and by day (kind 1) of their start, UTC. They outlive the visits.
                CREATE TABLE tally (
                    kind INTEGER NOT NULL, subject INTEGER NOT NULL, start INTEGER NOT NULL,
                    bad INTEGER NOT NULL, mediocre INTEGER NOT NULL, satisfactory INTEGER NOT NULL,
                    delighted INTEGER NOT NULL, unknown INTEGER NOT NULL, late INTEGER NOT NULL,
                    PRIMARY KEY (kind, subject, start)
                ) STRICT, WITHOUT ROWID;

                -- How long touchpoints took: sparse histograms on a logarithmic scale.
                CREATE TABLE times (
                    kind INTEGER NOT NULL, subject INTEGER NOT NULL, touchpoint INTEGER NOT NULL, start INTEGER NOT NULL,
                    histogram BLOB NOT NULL, PRIMARY KEY (kind, subject, touchpoint, start)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
