internal import GRDB

extension SQLiteTier {
    /// The steps that bring the tables to their present form.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("cache-1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE cache_record (
                        key TEXT PRIMARY KEY NOT NULL,
                        kind TEXT NOT NULL,
                        version INTEGER NOT NULL,
                        body BLOB NOT NULL,
                        size INTEGER NOT NULL,
                        expires REAL,
                        used REAL NOT NULL
                    ) WITHOUT ROWID;
                    CREATE INDEX cache_record_used ON cache_record (used, size);
                    CREATE INDEX cache_record_expires ON cache_record (expires) WHERE expires IS NOT NULL;
                    CREATE TABLE cache_tag (
                        tag TEXT NOT NULL,
                        key TEXT NOT NULL REFERENCES cache_record ON DELETE CASCADE,
                        PRIMARY KEY (tag, key)
                    ) WITHOUT ROWID;
                    CREATE INDEX cache_tag_key ON cache_tag (key);
                    CREATE TABLE cache_counter (name TEXT PRIMARY KEY NOT NULL, value INTEGER NOT NULL) WITHOUT ROWID;
                    """)
        }
        return migrator
    }
}
