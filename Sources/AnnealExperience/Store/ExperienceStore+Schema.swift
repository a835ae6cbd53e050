internal import GRDB

extension ExperienceStore {
    /// The steps that bring the tables to their present form.
    ///
    /// What hangs on a record goes with it: the evidence for lessons and its vectors. A lesson keeps what it was given
    /// beforehand (`prior_for`, `prior_against`); all else that it knows is evidence.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("experience-1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE project (id TEXT PRIMARY KEY NOT NULL, name TEXT, path TEXT) STRICT;
                    CREATE TABLE record (
                      id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, project TEXT NOT NULL REFERENCES project (id),
                      run TEXT NOT NULL, task TEXT, commit_id TEXT, model TEXT, time REAL NOT NULL,
                      labels TEXT NOT NULL, numbers TEXT NOT NULL, text TEXT, details TEXT NOT NULL, follows TEXT NOT NULL
                    ) STRICT;
                    CREATE INDEX record_by_project ON record (project, time);
                    CREATE INDEX record_by_run ON record (run);
                    CREATE INDEX record_by_time ON record (time);
                    CREATE TABLE lesson (
                      id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, condition TEXT NOT NULL,
                      conclusion TEXT NOT NULL, prior_for REAL NOT NULL DEFAULT 0, prior_against REAL NOT NULL DEFAULT 0
                    ) STRICT;
                    CREATE TABLE evidence (
                      lesson TEXT NOT NULL REFERENCES lesson (id) ON DELETE CASCADE,
                      record TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
                      agrees INTEGER NOT NULL, quote TEXT, PRIMARY KEY (lesson, record)
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX evidence_by_record ON evidence (record);
                    CREATE TABLE vector (
                      record TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
                      encoder TEXT NOT NULL, numbers BLOB NOT NULL, PRIMARY KEY (record, encoder)
                    ) STRICT, WITHOUT ROWID;
                    CREATE TABLE graph_change (project TEXT PRIMARY KEY NOT NULL) STRICT;
                    """)
        }
        // Several graphs follow: that of this machine (''), and others such as one on a server, each with what it has not
        // drawn yet. A change has a stamp of its own, so that one that comes while a graph follows is not taken for followed.
        migrator.registerMigration("experience-2") { database in
            try database.execute(
                sql: """
                    CREATE TABLE graph_follower (name TEXT PRIMARY KEY NOT NULL) STRICT;
                    CREATE TABLE graph_pending (
                      follower TEXT NOT NULL REFERENCES graph_follower (name) ON DELETE CASCADE,
                      project TEXT NOT NULL, stamp INTEGER NOT NULL, PRIMARY KEY (follower, project)
                    ) STRICT, WITHOUT ROWID;
                    INSERT INTO graph_follower (name) VALUES ('');
                    INSERT INTO graph_pending (follower, project, stamp) SELECT '', project, random() FROM graph_change;
                    DROP TABLE graph_change;
                    """)
        }
        // Records that were read from a shared graph say so, and up to when runs were read from which.
        migrator.registerMigration("experience-3") { database in
            try database.execute(
                sql: """
                    ALTER TABLE record ADD COLUMN origin TEXT;
                    CREATE TABLE shared_position (place TEXT PRIMARY KEY NOT NULL, time REAL NOT NULL) STRICT;
                    """)
        }
        return migrator
    }
}
