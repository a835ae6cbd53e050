internal import GRDB

extension SQLiteDecisionLog {
    /// The steps that bring the tables to their present form. Names begin with `decisions-`, because other parts of
    /// Anneal keep their own tables, with their own steps, in the same file.
    ///
    /// An outcome may come before its decision is seen by this process, so there is no foreign key between the two.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("decisions-1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE decision (
                        id TEXT PRIMARY KEY NOT NULL,
                        point TEXT NOT NULL,
                        run TEXT,
                        task TEXT,
                        state TEXT NOT NULL,
                        candidates TEXT NOT NULL,
                        choice INTEGER NOT NULL,
                        probability REAL NOT NULL CHECK (probability > 0 AND probability <= 1),
                        policy TEXT NOT NULL,
                        reason TEXT NOT NULL,
                        time REAL NOT NULL
                    );
                    CREATE INDEX decision_run ON decision (run);
                    CREATE INDEX decision_point ON decision (point, time);
                    CREATE TABLE outcome (
                        decision TEXT PRIMARY KEY NOT NULL,
                        reward REAL NOT NULL,
                        parts TEXT NOT NULL,
                        time REAL NOT NULL
                    );
                    """)
        }
        return migrator
    }
}
