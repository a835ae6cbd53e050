internal import GRDB

extension SQLiteEventLog {
    /// The steps that bring the tables to their present form.
    ///
    /// `AUTOINCREMENT` keeps offsets from being given again after the newest events were removed. The attributes have
    /// columns, so that a reader needs to parse `data` alone.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("events-1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE event (
                        place INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                        id TEXT NOT NULL UNIQUE,
                        source TEXT NOT NULL,
                        type TEXT NOT NULL,
                        time REAL NOT NULL,
                        subject TEXT,
                        schema TEXT,
                        run TEXT,
                        task TEXT,
                        sequence INTEGER,
                        severity INTEGER NOT NULL,
                        module TEXT,
                        correlation TEXT,
                        extensions TEXT,
                        data TEXT NOT NULL
                    ) STRICT;
                    CREATE UNIQUE INDEX event_run ON event (run, sequence) WHERE run IS NOT NULL;
                    CREATE TABLE consumer (
                        name TEXT PRIMARY KEY NOT NULL, place INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID;
                    CREATE TABLE fold (
                        name TEXT PRIMARY KEY NOT NULL, place INTEGER NOT NULL, state TEXT NOT NULL
                    ) STRICT, WITHOUT ROWID;
                    """)
        }
        return migrator
    }
}
